# asyncviz: `make deps run` installs what is needed, builds and starts; `make deps check` tests.
CC ?= cc
CFLAGS ?= -O2 -g
PREFIX ?= /usr/local
LESSONDIR = $(PREFIX)/share/asyncviz/lessons
ZSHDIR ?= $(PREFIX)/share/zsh/site-functions
VERSION = $(shell sed -n 's/^\#define VERSION "\(.*\)"/\1/p' src/options.c)
B ?= build
BIN := $(if $(filter build,$(B)),asyncviz,$(B)/asyncviz)

LIBS = ncursesw readline libcmark jansson zlib
STRICT = -std=c17 -D_GNU_SOURCE -Wall -Wextra -Wshadow -Wmissing-prototypes -Wstrict-prototypes \
         -Wformat=2 -Wimplicit-fallthrough -Wconversion -Wno-sign-conversion -Werror=format-security
HARDEN = -D_FORTIFY_SOURCE=2 -fstack-protector-strong -fPIE
OWN = $(STRICT) $(if $(SANITIZE),$(SANITIZE),$(HARDEN)) -Isrc -I$(B) -MMD -MP
# gcc optimises the program as one whole, which takes a fifth of its own part off a request; tests are
# linked as they are.
WHOLE = $(if $(SANITIZE)$(findstring clang,$(CC)),,-flto=auto)
OWN += $(WHOLE:%=% -ffat-lto-objects)
LINK = $(if $(SANITIZE),$(SANITIZE),-pie -Wl,-z,relro,-z,now)
LINK_PARTS = $(LINK) -fno-lto
# pkg-config is asked inside the recipes only, so that `make deps` comes first.
PKG_CFLAGS = $$(pkg-config --cflags $(LIBS))
PKG_LIBS = $$(pkg-config --libs $(LIBS))

LISTINGS := $(sort $(patsubst %.c,%.py,$(wildcard lessons/*/*.c)))
TWINS := $(LISTINGS:lessons/%.py=$(B)/twins/%.o)
TAGS := $(TWINS:%.o=%.tags.h)
COMMANDS := $(sort $(shell grep -l '^const struct command command_' src/command/*.c))
SOURCES := $(sort $(filter-out src/lesson/tags.c,$(wildcard src/*.c src/*/*.c)))
OBJECTS := $(SOURCES:%.c=$(B)/%.o) $(TWINS) $(B)/programs.o $(B)/commands.o
TESTED := $(filter-out $(B)/src/main.o,$(OBJECTS))
UNIT := $(patsubst %.c,$(B)/%,$(sort $(wildcard tests/unit/*.c)))
HARNESS := $(wildcard tests/screen/harness*.c)
SCREEN := $(patsubst %.c,$(B)/%,$(sort $(filter-out $(HARNESS),$(wildcard tests/screen/*.c))))

all: $(BIN)

$(BIN): $(OBJECTS)
	@echo "  ld  $@"
	@$(CC) $(LINK) $(WHOLE:%=% $(CFLAGS)) $(LDFLAGS) -o $@ $^ $(PKG_LIBS)
	@[ -e $(@D)/lessons ] || ln -s $(abspath lessons) $(@D)/lessons # where it looks for them

$(B)/%.o: %.c
	@mkdir -p $(@D)
	@echo "  cc  $<"
	@$(CC) $(OWN) $(CPPFLAGS) $(CFLAGS) $(PKG_CFLAGS) -c -o $@ $<

$(B)/%.o: $(B)/%.c
	@echo "  cc  $<"
	@$(CC) $(OWN) $(CPPFLAGS) $(CFLAGS) $(PKG_CFLAGS) -c -o $@ $<

# What the build makes: the tags of each listing, the registries of programs and commands.
TAGGER = src/lesson/tags.c src/lesson/listing.c src/lesson/faults.c src/lesson/arena.c \
         src/base/bytes.c src/base/die.c src/base/show.c src/base/text.c
$(B)/tags: $(TAGGER) $(wildcard src/lesson/*.h src/base/*.h)
	@mkdir -p $(@D)
	$(CC) $(STRICT) -Isrc $(CFLAGS) $(SANITIZE) -o $@ $(TAGGER)

$(B)/twins/%.tags.h: lessons/%.py $(B)/tags
	@mkdir -p $(@D)
	$(B)/tags $< > $@.new && mv $@.new $@

# What is made of a lesson does not lie in a folder of that name: the program would look there.
$(TWINS): $(B)/twins/%.o: lessons/%.c $(B)/twins/%.tags.h
	@mkdir -p $(@D)
	@echo "  cc  $<"
	@$(CC) $(OWN) $(CPPFLAGS) $(CFLAGS) $(PKG_CFLAGS) -I$(@D) -c -o $@ $<

$(B)/programs.c: $(B)/tags $(LISTINGS:%.py=%.c)
	$(B)/tags --registry $(LISTINGS:%.py=%.c) > $@.new && mv $@.new $@

$(B)/commands.c: $(COMMANDS) Makefile
	@mkdir -p $(@D)
	@{ echo '#include "command/command.h"'; \
	  sed -n 's/^const struct command \(command_[a-z_]*\) = {/extern const struct command \1;/p' $(COMMANDS); \
	  echo 'const struct command *const commands[] = {'; \
	  sed -n 's/^const struct command \(command_[a-z_]*\) = {/	\&\1,/p' $(COMMANDS); \
	  echo '};'; echo 'const size_t command_count = sizeof commands / sizeof *commands;'; } > $@

# Files that say how the tree and the settings are: written when that changes, and what depends on
# them is made anew. Where an installed program looks for its lessons; what the registries name.
$(B)/lessondir: SAYS = $(LESSONDIR)
$(B)/named: SAYS = $(LISTINGS) $(COMMANDS)
$(B)/lessondir $(B)/named: always
	@mkdir -p $(@D)
	@printf '%s\n' '$(SAYS)' | cmp -s - $@ || printf '%s\n' '$(SAYS)' > $@
$(B)/programs.c $(B)/commands.c: $(B)/named
$(B)/src/lesson/folder.o: $(B)/lessondir
$(B)/src/lesson/folder.o: OWN += -DLESSONDIR='"$(LESSONDIR)"'

run: $(BIN)
	./$(BIN)

# The picture in README.md, drawn by the program.
picture: $(BIN)
	tests/play/picture.sh ./$(BIN)

# --- tests ---------------------------------------------------------------------------------------
$(B)/tests/unit/%: tests/unit/%.c $(TESTED)
	@mkdir -p $(@D)
	@echo "  cc  $<"
	@$(CC) $(OWN) $(CFLAGS) $(PKG_CFLAGS) -Itests/unit $(LINK_PARTS) -o $@ $< $(TESTED) -lcmocka $(PKG_LIBS)

$(B)/tests/screen/%: tests/screen/%.c $(HARNESS)
	@mkdir -p $(@D)
	@echo "  cc  $<"
	@$(CC) $(OWN) $(CFLAGS) $$(pkg-config --cflags vterm) -Itests/screen $(LINK_PARTS) -o $@ $^ \
	    -lcmocka $$(pkg-config --libs vterm) -lutil

TEST_ENV = XDG_STATE_HOME=$(abspath $(B))/state ASYNCVIZ=$(abspath $(BIN)) ASYNCVIZ_LESSONS=$(abspath lessons) CMOCKA_MESSAGE_OUTPUT=TAP \
           LSAN_OPTIONS=suppressions=$(abspath tests/leaks.txt):print_suppressions=0 \
           ASAN_OPTIONS=detect_leaks=1 UBSAN_OPTIONS=halt_on_error=1
check: $(BIN) $(UNIT) $(SCREEN)
	$(TEST_ENV) sh tests/prove.sh $(B)/check.log -j2 --exec 'timeout 240' $(UNIT) $(SCREEN) tests/play/play.t \
	    $(sort $(wildcard tests/conform/*.t tests/live/*.t tests/faults/*.t tests/rules/*.t))

# How many of the rows of tests/faults/rows.txt have a test that names them.
faults:
	@tests/faults/faults.sh -v

# Longer sweeps: more seeds of conformance, every byte of a recording, less and less memory, the
# sanitizers, installing.
check-long: $(BIN) $(UNIT)
	$(TEST_ENV) LONG=1 sh tests/prove.sh $(B)/check-long.log --exec 'timeout 600' $(B)/tests/unit/trace_file $(B)/tests/unit/sentences \
	    tests/faults/memory.t $(sort $(wildcard tests/conform/*.t tests/long/*.t))

asan:
	$(MAKE) B=build/asan SANITIZE='-fsanitize=address,undefined -fno-sanitize-recover=undefined -fno-omit-frame-pointer' \
	    CFLAGS='-O1 -g' check

# --- bench: a table of medians and ratios; nothing here fails for being slow -----------------------
$(B)/bench/load $(B)/bench/plain: $(B)/bench/%: tests/bench/%.c
	@mkdir -p $(@D)
	$(CC) $(STRICT) -O2 -o $@ $<

$(B)/bench/steps $(B)/bench/history: $(B)/bench/%: tests/bench/%.c $(TESTED)
	@mkdir -p $(@D)
	@$(CC) $(OWN) $(CFLAGS) $(PKG_CFLAGS) $(LINK_PARTS) -o $@ $< $(TESTED) $(PKG_LIBS)

bench: $(BIN) $(B)/bench/load $(B)/bench/plain $(B)/bench/steps $(B)/bench/history
	ASYNCVIZ_LESSONS=$(abspath lessons) python3 -B tests/bench/bench.py ./$(BIN) $(B)/bench \
	    $(B)/bench/steps $(B)/bench/history

lint: $(TAGS)
	clang-format --dry-run -Werror $(sort $(wildcard src/*.[ch] src/*/*.[ch]))
	cppcheck --quiet --error-exitcode=1 --std=c11 --inline-suppr -Isrc src
	clang-tidy --quiet $(SOURCES) -- $(STRICT) -Isrc -I$(B) 2>/dev/null
	mandoc -Tlint -Wwarning man/asyncviz.1
	mandoc -Tlint -Werror man/ru/asyncviz.1

# --- installing and packing; what goes where is written in src/packaging/ ---------------------------
PLACES = DESTDIR='$(DESTDIR)' PREFIX='$(PREFIX)' LESSONDIR='$(LESSONDIR)' ZSHDIR='$(ZSHDIR)' BIN='$(BIN)'
install: $(BIN)
	@$(PLACES) sh src/packaging/install.sh install

uninstall:
	@$(PLACES) sh src/packaging/install.sh uninstall

dist:
	@VERSION='$(VERSION)' B='$(B)' sh src/packaging/dist.sh

deb: dist
	@VERSION='$(VERSION)' B='$(B)' sh src/packaging/deb.sh

clean:
	rm -rf build asyncviz

DEPS = gcc make pkg-config libncurses-dev libreadline-dev libcmark-dev libjansson-dev zlib1g-dev \
       libcmocka-dev libvterm-dev perl python3 netcat-openbsd netcat-traditional ncat inetutils-telnet curl
deps:
	$(if $(filter 0,$(shell id -u)),,sudo) apt-get update
	$(if $(filter 0,$(shell id -u)),,sudo) env DEBIAN_FRONTEND=noninteractive apt-get install -y $(DEPS)

DEPS_DEB = dpkg-dev debhelper lintian
deps-deb: deps
	$(if $(filter 0,$(shell id -u)),,sudo) env DEBIAN_FRONTEND=noninteractive apt-get install -y $(DEPS_DEB)

.PHONY: all always run picture check faults check-long asan bench lint install uninstall dist deb clean deps deps-deb
ifneq ($(filter deps deps-deb,$(MAKECMDGOALS)),)
.NOTPARALLEL:
endif
-include $(OBJECTS:.o=.d)
