# SPDX-License-Identifier: EUPL-1.2
# vindplaats - build, check, test. `make help` lists what there is.
# DEVELOPER=1 (and CI) turns warnings into errors; B names another build folder.

CC      ?= gcc
B       ?= build
PREFIX  ?= /usr/local
PKGS    := libpcre2-8 libxml-2.0 libarchive zlib bzip2 liblzma libcrypto sqlite3 libutf8proc jansson
# Debian 12 ships no bzip2.pc.
PKG_OK  := $(filter-out bzip2,$(PKGS))
WARN    := -Wall -Wextra -Wpedantic -Wshadow -Wvla -Wstrict-prototypes -Wmissing-prototypes \
           -Wwrite-strings -Wformat=2 $(if $(or $(DEVELOPER),$(CI)),-Werror)
OPT     ?= -O2 -g
VERSION := 0.1.0
CPPFLAGS += -D_GNU_SOURCE -D_FORTIFY_SOURCE=2 -Iscanner -I$(B)/gen -DVP_VERSION='"$(VERSION)"' \
            -DVP_PATTERNS='"$(PREFIX)/share/vindplaats/patterns"'
CFLAGS  += -std=gnu17 $(OPT) $(WARN) $(SAN) $(shell pkg-config --cflags $(PKG_OK))
LDLIBS  += $(shell pkg-config --libs $(PKG_OK)) -lbz2 -lpthread -lm
LDFLAGS += $(SAN)

# V=1 shows whole command lines.
Q    := $(if $(V),,@)
say  := @echo " "

SRC  := $(filter-out scanner/main.c,$(wildcard scanner/*/*.c scanner/*/*/*.c))
OBJ  := $(SRC:%.c=$(B)/%.o)

all: $(B)/vindplaats
$(B)/libvindplaats.a: $(OBJ)
	@rm -f $@; ar rcs $@ $^
$(B)/vindplaats: $(B)/scanner/main.o $(B)/libvindplaats.a
	$(say) LINK $@
	$(Q)$(CC) $(LDFLAGS) -o $@ $^ $(LDLIBS)
$(B)/%.o: %.c
	@mkdir -p $(@D)
	$(say) CC $<
	$(Q)$(CC) $(CPPFLAGS) $(CFLAGS) -MMD -MP -c -o $@ $<
-include $(OBJ:.o=.d) $(B)/scanner/main.d

# One Criterion binary per folder of tests/unit; they link the whole library.
UNIT := $(patsubst tests/unit/%,$(B)/unit-%,$(wildcard tests/unit/*))
.SECONDEXPANSION:
$(UNIT): $(B)/unit-%: $$(wildcard tests/unit/%/*.c) $(B)/libvindplaats.a
	$(say) LINK $@
	$(Q)$(CC) $(CPPFLAGS) -Itests $(CFLAGS) $(LDFLAGS) -o $@ $(filter %.c,$^) $(B)/libvindplaats.a -lcriterion $(LDLIBS)
unit: $(UNIT)
	@set -e; for t in $^; do $$t --quiet || exit 1; done
.PHONY: all unit
