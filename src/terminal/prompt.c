/*
 * readline inside a program that draws by itself. Whatever readline would do behind its back -
 * signals, terminal modes, output, waiting - is switched off before it is initialised, and what
 * the user's inputrc must not switch on again is switched off after.
 */
#include "terminal/prompt.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <readline/history.h>
#include <readline/readline.h>

#include "base/bytes.h"
#include "base/die.h"
#include "base/fd.h"
#include "base/show.h"
#include "base/text.h"
#include "command/command.h"
#include "command/keys.h"
#include "terminal/remembered.h"

enum { VI_MODE = 0, COMPLETIONS_MOST = 200 }; /* VI_MODE: of rl_editing_mode */

#define PASTE_BEGIN "\033[200~"
#define PASTE_END "\033[201~"

/* readline's callbacks have no context, so there is one prompt, and this is it. */
static struct {
	struct app *app;
	bool is_ready; /* readline is set up */
	bool is_open;
	struct bytes input; /* what readline may read, from `taken` on */
	size_t taken;
	char *line; /* entered; NULL for none */
	bool was_ended; /* Ctrl-D on an empty line */
	bool is_leaving;
	struct bytes text; /* as the view shows it */
	char **completions;
	unsigned completion_count;
	FILE *nothing_in, *nothing_out;
} prompt;

/* --- what readline calls ---------------------------------------------------------------------- */

static int next_byte(FILE *file)
{
	(void)file;
	return prompt.taken < prompt.input.length ? (unsigned char)prompt.input.data[prompt.taken++]
	                                          : EOF;
}

static int has_byte(void)
{
	return prompt.taken < prompt.input.length;
}

static void mark_dirty(void)
{
	prompt.app->is_dirty = true;
}

/* What a mark of a paste means to readline: nothing, unless it is here to end the line. */
static int take_mark(int count, int key)
{
	(void)count, (void)key;
	rl_done = prompt.is_leaving;
	return 0;
}

static void take_line(char *line)
{
	prompt.line = line;
	prompt.was_ended = !line;
}

static void forget_completions(void)
{
	for (unsigned i = 0; i < prompt.completion_count; i++)
		free(prompt.completions[i]);
	free(prompt.completions);
	prompt.completions = NULL;
	prompt.completion_count = 0;
}

/* matches[0] is what all have in common. */
static void keep_completions(char **matches, int count, int longest)
{
	(void)longest;
	forget_completions();
	unsigned kept = count < COMPLETIONS_MOST ? (unsigned)count : COMPLETIONS_MOST;
	prompt.completions = xcalloc(kept, sizeof *prompt.completions);
	for (unsigned i = 0; i < kept; i++) {
		struct bytes shown = {0};
		show_into(&shown, matches[i + 1], strlen(matches[i + 1]));
		prompt.completions[i] = xstrdup(bytes_text(&shown));
		bytes_free(&shown);
	}
	prompt.completion_count = kept;
	mark_dirty();
}

/* The candidates of the command language, whatever readline would have looked for. */
static char *next_candidate(const char *text, int state)
{
	static char **candidates; /* between the calls of one completion */
	static size_t next;
	(void)text;
	if (state == 0) {
		size_t start;
		candidates = command_complete(prompt.app, rl_line_buffer, (size_t)rl_point, &start);
		next = 0;
	}
	char *candidate = candidates ? candidates[next++] : NULL;
	if (!candidate) {
		free(candidates);
		candidates = NULL;
	}
	return candidate;
}

static char **complete(const char *text, int start, int end)
{
	(void)start, (void)end;
	rl_attempted_completion_over = 1;
	return rl_completion_matches(text, next_candidate);
}

/* --- setting up ------------------------------------------------------------------------------- */

static FILE *open_nothing(int access, const char *mode)
{
	int fd = fd_high(open("/dev/null", access | O_CLOEXEC));
	FILE *file = fd >= 0 ? fdopen(fd, mode) : NULL;
	if (!file)
		die_errno("cannot open /dev/null");
	return file;
}

static void set_before(void)
{
	prompt.nothing_in = open_nothing(O_RDONLY, "r");
	prompt.nothing_out = open_nothing(O_WRONLY, "w");
	rl_readline_name = "asyncviz";
	rl_catch_signals = 0;
	rl_catch_sigwinch = 0;
	rl_change_environment = 0;
	rl_prep_term_function = NULL;
	rl_deprep_term_function = NULL;
	rl_getc_function = next_byte;
	rl_input_available_hook = has_byte;
	rl_redisplay_function = mark_dirty;
	rl_completion_display_matches_hook = keep_completions;
	rl_attempted_completion_function = complete;
	rl_completer_word_break_characters = (char *)(uintptr_t) " \t";
	rl_basic_quote_characters = "";
	rl_instream = prompt.nothing_in;
	rl_outstream = prompt.nothing_out;
}

/* What an inputrc may have said otherwise: waiting for half a second at a `)`, reading a paste
 * from a queue that may be empty, changing old lines of the history. */
static void set_after(void)
{
	static const char *const marks[] = {PASTE_BEGIN, PASTE_END};
	Keymap maps[] = {rl_get_keymap_by_name("emacs-standard"),
	                 rl_get_keymap_by_name("vi-insert"), rl_get_keymap_by_name("vi-move")};
	char skip[] = "\"\\e[\": skip-csi-sequence";
	rl_variable_bind("blink-matching-paren", "off");
	rl_variable_bind("revert-all-at-newline", "on");
	rl_variable_bind("show-all-if-ambiguous", "on");
	rl_variable_bind("enable-bracketed-paste", "off");
	rl_variable_bind("show-mode-in-prompt", "off");
	rl_parse_and_bind(skip);
	for (size_t map = 0; map < sizeof maps / sizeof *maps; map++)
		for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
			rl_bind_keyseq_in_map(marks[i], take_mark, maps[map]);
}

void prompt_open(struct app *app)
{
	prompt.app = app;
	remembered_open();
}

static void make_ready(void)
{
	if (prompt.is_ready)
		return;
	prompt.is_ready = true;
	set_before();
	rl_initialize();
	set_after();
}

void prompt_close(void)
{
	if (prompt.is_open)
		prompt_leave();
	remembered_close();
	bytes_free(&prompt.text);
	bytes_free(&prompt.input);
	if (prompt.nothing_in)
		fclose(prompt.nothing_in);
	if (prompt.nothing_out)
		fclose(prompt.nothing_out);
	memset(&prompt, 0, sizeof prompt);
}

/* --- the prompt ------------------------------------------------------------------------------- */

bool prompt_is_open(void)
{
	return prompt.is_open;
}

void prompt_remember(const char *line)
{
	remembered_add(line);
}

static void show_text(void)
{
	struct bytes *text = &prompt.text;
	struct view *view = &prompt.app->view;
	bytes_clear(text);
	if (rl_display_prompt)
		show_plain_into(text, rl_display_prompt, strlen(rl_display_prompt));
	show_plain_into(text, rl_line_buffer, (size_t)rl_point);
	view->prompt_cursor = text_columns(bytes_text(text), text->length);
	show_plain_into(text, rl_line_buffer + rl_point, (size_t)(rl_end - rl_point));
	view->prompt_text = bytes_text(text);
	view->prompt_is_open = true;
	view->completions = (const char *const *)prompt.completions;
	view->completion_count = prompt.completion_count;
	mark_dirty();
}

void prompt_begin(const char *text)
{
	make_ready();
	prompt.is_open = true;
	prompt.app->view.message[0] = '\0';
	rl_callback_handler_install("", take_line);
	if (*text)
		rl_insert_text(text);
	show_text();
}

/* readline asks for more than one byte in a call, so it is called with whole keys only. */
static void give(const char *bytes, size_t length)
{
	bytes_clear(&prompt.input);
	bytes_add(&prompt.input, bytes, length);
	prompt.taken = 0;
	while (has_byte() && !prompt.line && !prompt.was_ended)
		rl_callback_read_char();
}

static void close_prompt(void)
{
	rl_callback_handler_remove();
	forget_completions();
	prompt.is_open = false;
	prompt.app->view.prompt_is_open = false;
	prompt.app->view.prompt_text = NULL;
	prompt.app->view.completions = NULL;
	prompt.app->view.completion_count = 0;
	mark_dirty();
}

/* readline ends the line itself, after whatever it is in the middle of was cleaned up: so it takes
 * back what was changed in lines of the history. */
void prompt_leave(void)
{
	rl_callback_sigcleanup();
	rl_free_line_state();
	prompt.is_leaving = true;
	give(PASTE_END, sizeof PASTE_END - 1);
	prompt.is_leaving = false;
	free(prompt.line);
	prompt.line = NULL;
	close_prompt();
}

static void run_line(void)
{
	char *line = prompt.line;
	prompt.line = NULL;
	prompt.was_ended = false;
	close_prompt();
	if (line) {
		remembered_add(line);
		command_execute(prompt.app, line);
		free(line);
	}
}

/* In readline's own words for arrows, whatever the terminal's were. */
static const char *words_of_key(uint32_t key)
{
	switch (key) {
	case KEYS_UP: return "\033[A";
	case KEYS_DOWN: return "\033[B";
	case KEYS_RIGHT: return "\033[C";
	case KEYS_LEFT: return "\033[D";
	case KEYS_HOME: return "\033[H";
	case KEYS_END: return "\033[F";
	case KEYS_ENTER: return "\r";
	case KEYS_HELP: return "";
	default: return NULL;
	}
}

/* Room for more text in the line. A paste is cut between two characters. */
static size_t room(const char *bytes, size_t length)
{
	size_t left = rl_end < PROMPT_MOST ? PROMPT_MOST - (size_t)rl_end : 0;
	if (length <= left)
		return length;
	while (left > 0 && ((unsigned char)bytes[left] & 0xc0) == 0x80)
		left--;
	return left;
}

static void paste(const struct keystroke *stroke)
{
	struct bytes text = {0};
	bytes_add(&text, stroke->bytes, room(stroke->bytes, stroke->length));
	if (text.length > 0)
		rl_insert_text(bytes_text(&text));
	bytes_free(&text);
}

/* Esc leaves; but in vi's insert mode it leads to vi's command mode, and leaves from there. */
static bool leaves(uint32_t key)
{
	return key == KEYS_ESCAPE && !(rl_editing_mode == VI_MODE &&
	                               rl_get_keymap() == rl_get_keymap_by_name("vi-insert"));
}

void prompt_press(const struct keystroke *stroke)
{
	const char *words = words_of_key(stroke->key);
	bool is_text = stroke->key >= ' ' && stroke->key < KEYS_UP;
	if (leaves(stroke->key)) {
		prompt_leave();
		return;
	}
	forget_completions();
	if (stroke->is_paste)
		paste(stroke);
	else if (words)
		give(words, strlen(words));
	else if (!is_text || room(stroke->bytes, stroke->length) == stroke->length)
		give(stroke->bytes, stroke->length);
	if (prompt.line || prompt.was_ended)
		run_line();
	else
		show_text();
}
