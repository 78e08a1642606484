# SPDX-License-Identifier: EUPL-1.2
# vindplaats - build, check, test. `make help` lists what there is.
# DEVELOPER=1 (and CI) turns warnings into errors, but not under sanitizers, whose checks make gcc
# warn of paths that are none; B names another build folder; V=1 shows commands.

CC      ?= gcc
B       ?= build
PREFIX  ?= /usr/local
DESTDIR ?=
VERSION := 0.1.0

PKGS    := libpcre2-8 libxml-2.0 libarchive zlib liblzma libcrypto sqlite3 libutf8proc jansson xlsxwriter
WARN    := -Wall -Wextra -Wpedantic -Wshadow -Wvla -Wstrict-prototypes -Wmissing-prototypes \
           -Wwrite-strings -Wformat=2 $(if $(SAN),,$(if $(or $(DEVELOPER),$(CI)),-Werror))
OPT     ?= -O2 -g
CPPFLAGS += -D_GNU_SOURCE $(if $(SAN),,-D_FORTIFY_SOURCE=2) -Iscanner \
            -DVP_VERSION='"$(VERSION)"' -DVP_PATTERNS='"$(PREFIX)/share/vindplaats/patterns"'
CFLAGS  += -std=gnu17 $(OPT) $(WARN) $(SAN) $(shell pkg-config --cflags $(PKGS) 2>/dev/null)
LDLIBS  += $(shell pkg-config --libs $(PKGS) 2>/dev/null) -lbz2 -lpthread -lm
LDFLAGS += $(SAN)

Q   := $(if $(V),,@)
say := @echo " "

SRC := $(wildcard scanner/*/*.c scanner/*/*/*.c)
OBJ := $(SRC:%.c=$(B)/%.o)

all: $(B)/vindplaats
$(B)/libvindplaats.a: $(OBJ)
	$(say) AR $@
	$(Q)rm -f $@; ar rcs $@ $^
$(B)/vindplaats: $(B)/scanner/main.o $(B)/libvindplaats.a
	$(say) LINK $@
	$(Q)$(CC) $(LDFLAGS) -o $@ $^ $(LDLIBS)
$(B)/%.o: %.c
	@mkdir -p $(@D)
	$(say) CC $<
	$(Q)$(CC) $(CPPFLAGS) $(CFLAGS) -MMD -MP -c -o $@ $<
-include $(OBJ:.o=.d) $(B)/scanner/main.d

# One Criterion binary per folder of tests/unit; each links the whole library.
UNIT := $(sort $(patsubst tests/unit/%/,$(B)/unit-%,$(dir $(wildcard tests/unit/*/*.c))))
unit_objects = $(patsubst %.c,$(B)/%.o,$(wildcard tests/unit/$(1)/*.c))
.SECONDEXPANSION:
$(UNIT): $(B)/unit-%: $$(call unit_objects,$$*) $(B)/libvindplaats.a
	$(say) LINK $@
	$(Q)$(CC) $(LDFLAGS) -o $@ $^ -lcriterion $(LDLIBS)
-include $(wildcard $(B)/tests/unit/*/*.d)
unit-build: $(UNIT)

# One libFuzzer binary per tests/fuzz/fuzz_X.c, by clang, in a folder of its own.
FUZZ := $(patsubst tests/fuzz/fuzz_%.c,$(B)/fuzz-%,$(wildcard tests/fuzz/fuzz_*.c))
FUZZ_SAN := -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=undefined -fno-omit-frame-pointer
$(FUZZ): $(B)/fuzz-%: $(B)/tests/fuzz/fuzz_%.o $(B)/tests/fuzz/watch.o $(B)/libvindplaats.a
	$(say) LINK $@
	$(Q)$(CC) $(LDFLAGS) -fsanitize=fuzzer -o $@ $^ $(LDLIBS)
-include $(wildcard $(B)/tests/fuzz/*.d)
fuzz-targets: $(FUZZ)
fuzz-objects: $(patsubst %.c,$(B)/%.o,$(wildcard tests/fuzz/*.c))
fuzz-build:
	@$(MAKE) --no-print-directory B=$(B)-fuzz CC=clang OPT="-O1 -g" SAN="$(FUZZ_SAN)" fuzz-targets

help: ## this list
	@awk -F':.*## ' '/^[a-z-]+:.*## /{printf "  %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)
deps: ## installs the Debian packages that building and testing need
	@tools/install-deps
demo: ## builds, scans the fixtures, shows what was found
	@tools/install-deps build
	@$(MAKE) --no-print-directory all
	@tools/pack-fixtures fixtures $(B)/fixtures
	@tools/demo $(B)/vindplaats $(B)/fixtures
check: all unit-build ## the fast check: units, layers, packs, fixtures
	@tests/run layers unit packs golden
test: ## check, lint, contract, ledger, reports, operator, quality, damage, resume and sanitizers; installs what it needs
	@tools/install-deps
	@$(MAKE) --no-print-directory all unit-build asan-build tsan-build
	@tests/run layers lint unit packs golden contract ledger reports operator quality damage resume stretches counters wall torture asan tsan
test-all: test ## test, then both compilers and fuzzing: half an hour
	@tests/run compilers fuzz

asan-build:
	@$(MAKE) --no-print-directory B=$(B)-asan OPT="-O1 -g" SAN="-fsanitize=address,undefined -fno-omit-frame-pointer" all unit-build
tsan-build:
	@$(MAKE) --no-print-directory B=$(B)-tsan OPT="-O1 -g" SAN="-fsanitize=thread" all
asan: asan-build ## unit tests and fixtures under address and undefined-behaviour sanitizers
	@tests/run asan
tsan: tsan-build ## the real binary with 8 workers under the thread sanitizer
	@tests/run tsan
golden: all ## fixtures against their expectations
	@tests/run golden
golden-update: all ## rewrites the expectations of NAMES="..." (or all); review the diff
	@tools/pack-fixtures fixtures $(B)/fixtures
	$(B)/vindplaats test $(B)/fixtures --patterns patterns --update $(NAMES)
	@cd $(B)/fixtures && for f in */expected.*; do cmp -s $$f $(CURDIR)/fixtures/$$f || cp $$f $(CURDIR)/fixtures/$$f; done
packs: all ## every example of every pattern
	@tests/run packs
torture: all ## every bad input alone and as one tree, 200 kills, as root and not: half an hour
	@LONG=1 tests/run torture
fuzz: ## a minute of fuzzing per target (needs clang)
	@SECONDS_EACH=$${SECONDS_EACH:-60} tests/run fuzz
lint: all ## layers, headers, cppcheck, spelling, scripts, what README and man page claim
	@tests/run layers lint
new-format: ## a reader to start from: make new-format NAME=rtf
	@tools/new/new-format "$(NAME)"
hooks: ## lets git run tools/hooks/pre-commit
	git config core.hooksPath tools/hooks
format: ## clang-format on all sources
	clang-format -i $$(tools/list-files 'scanner/*.[ch]' 'tests/*.[ch]')
bench: all ## speed against peers, as ratios; see tests/RESULTS.md
	@tools/bench/run $(B)/vindplaats
results: all ## measures speed and quality anew into tests/RESULTS.md, on a calm machine
	@tools/bench/results $(B)/vindplaats > $(B)/results.md && cp $(B)/results.md tests/RESULTS.md
quality: all ## precision and recall: on the written set, and on a generated share; readers against oracles
	@tests/run quality
	@tools/bench/quality $(B)/vindplaats
	@tests/oracle/run $(B)/vindplaats
counters-update: all ## records the counted work of the engine anew; review the diff
	@tests/counters/measure $(B)/vindplaats > $(B)/counters && cp $(B)/counters tests/counters/recorded
install: all ## into $(PREFIX)
	install -D $(B)/vindplaats $(DESTDIR)$(PREFIX)/bin/vindplaats
	install -D -m 644 vindplaats.1 $(DESTDIR)$(PREFIX)/share/man/man1/vindplaats.1
	mkdir -p $(DESTDIR)$(PREFIX)/share/vindplaats $(DESTDIR)$(PREFIX)/lib/systemd/system
	sed 's#/usr/local/bin#$(PREFIX)/bin#' "tools/systemd/vindplaats-scan@.service" \
		> "$(DESTDIR)$(PREFIX)/lib/systemd/system/vindplaats-scan@.service"
	install -m 644 "tools/systemd/vindplaats-scan@.timer" $(DESTDIR)$(PREFIX)/lib/systemd/system/
	cp -r patterns $(DESTDIR)$(PREFIX)/share/vindplaats/
clean: ## removes what was built
	rm -rf $(B) $(B)-asan $(B)-tsan $(B)-fuzz $(B)-gcc $(B)-clang $(B)-*.log
.PHONY: torture all unit-build fuzz-objects new-format hooks results fuzz-targets fuzz-build help deps demo check test asan-build tsan-build asan tsan golden golden-update \
        packs fuzz lint format bench quality counters-update install clean
