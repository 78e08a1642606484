# SPDX-License-Identifier: EUPL-1.2
"""Parts of tools/make-share."""
