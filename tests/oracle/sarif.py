#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""tests/oracle/sarif.py SCHEMA LOG.sarif... - SARIF against the schema of its standard.

The schema is not ours to hand on: sarif-2.1.0-rtm.5.json is in the npm package @microsoft/jest-sarif.
Needs jsonschema, rfc3987 and rfc3339-validator by pip, else formats of URIs and times are not looked at.
"""
import json
import sys

import jsonschema
import rfc3339_validator  # noqa: F401
import rfc3987  # noqa: F401

schema = json.load(open(sys.argv[1], encoding="utf-8"))
check = jsonschema.validators.validator_for(schema)(schema, format_checker=jsonschema.FormatChecker())
bad = {"version": "2.1.0", "runs": [{"tool": {"driver": {"name": "x"}}, "results": [{"message": {"text": "x"}, "level": "bad"}]}]}
failed = not list(check.iter_errors(bad))
print(f"{'not ok' if failed else 'ok'} sarif: the schema refuses what is wrong")
for name in sys.argv[2:]:
    wrong = [f"{e.json_path}: {e.message}"[:200] for e in check.iter_errors(json.load(open(name, encoding="utf-8")))]
    failed |= bool(wrong)
    print(f"{'not ok' if wrong else 'ok'} sarif: {name}{' -- ' + '; '.join(wrong[:3]) if wrong else ''}")
sys.exit(failed or len(sys.argv) < 3)
