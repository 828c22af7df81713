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
#include "terminal/completions.h"
#include "terminal/inputrc.h"
#include "terminal/paste.h"
#include "terminal/remembered.h"
#include "terminal/searches.h"

enum {
	VI_MODE = 0, /* of rl_editing_mode */
	KEYS_AT_ONCE = 10000 /* more than any macro that ends makes of one key */
};

#define PASTE_BEGIN "\033[200~"
#define PASTE_END "\033[201~"

/* readline's callbacks have no context, so there is one prompt, and this is it. */
static struct {
	struct app *app;
	bool is_ready; /* readline is set up */
	bool is_open;
	bool is_search; /* opened by /: what is typed is looked for */
	struct bytes input; /* what readline may read, from `taken` on */
	size_t taken;
	unsigned keys; /* that readline has worked off since it was given a key */
	char *line; /* entered; NULL for none */
	bool was_ended; /* Ctrl-D on an empty line */
	bool is_leaving;
	struct bytes text; /* as the view shows it */
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

/* Called after each key, those of macros too, of which one may end with the key that calls it. */
static void see_key(void)
{
	mark_dirty();
	if (++prompt.keys < KEYS_AT_ONCE)
		return;
	prompt.keys = 0;
	app_refuse(prompt.app, "A macro of the inputrc does not end: it was stopped.",
	           "Макрос из inputrc не кончается: он остановлен.");
	rl_abort(1, 0); /* does not return */
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

/* --- setting up ------------------------------------------------------------------------------- */

static FILE *open_nothing(int access, const char *mode)
{
	int fd = fd_high(open("/dev/null", access | O_CLOEXEC));
	FILE *file = fd >= 0 ? fdopen(fd, mode) : NULL;
	if (!file)
		die_errno("cannot open /dev/null");
	return file;
}

/* What readline complains of goes nowhere: it would stand in the picture. Returns what stderr was,
 * which is a variable in glibc. */
static FILE *silence(void)
{
	FILE *before = stderr;
	stderr = prompt.nothing_out;
	return before;
}

static int read_inputrc(int count, int key);

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
	rl_redisplay_function = see_key;
	completions_open(prompt.app);
	rl_instream = prompt.nothing_in;
	rl_outstream = prompt.nothing_out;
	rl_add_defun("re-read-init-file", read_inputrc, -1); /* before readline adds its own */
	inputrc_keep_from_readline();
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

static int read_inputrc(int count, int key)
{
	(void)count, (void)key;
	inputrc_read(prompt.app);
	set_after();
	return 0;
}

void prompt_open(struct app *app)
{
	prompt.app = app;
	remembered_open();
}

static void make_ready(void)
{
	char read_again[] = "\"\\C-x\\C-r\": re-read-init-file";
	if (prompt.is_ready)
		return;
	prompt.is_ready = true;
	set_before();
	FILE *errors = silence();
	rl_initialize();
	rl_parse_and_bind(read_again);
	read_inputrc(1, 0);
	stderr = errors;
	remembered_complain(prompt.app);
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
	view->prompt_sign = rl_display_prompt && *rl_display_prompt ? 0
	                    : prompt.is_search                      ? '/'
	                                                            : ':';
	if (rl_display_prompt)
		show_plain_into(text, rl_display_prompt, strlen(rl_display_prompt));
	show_plain_into(text, rl_line_buffer, (size_t)rl_point);
	view->prompt_cursor = text_columns(bytes_text(text), text->length);
	show_plain_into(text, rl_line_buffer + rl_point, (size_t)(rl_end - rl_point));
	view->prompt_text = bytes_text(text);
	view->prompt_is_open = true;
	completions_show(view);
	mark_dirty();
}

void prompt_begin(bool is_search)
{
	prompt.app->view.message[0] = '\0';
	make_ready();
	prompt.is_open = true;
	prompt.is_search = is_search;
	completions_switch(!is_search);
	if (is_search)
		searches_begin();
	rl_callback_handler_install("", take_line);
	show_text();
}

/* readline asks for more than one byte in a call, so it is called with whole keys only. */
static void give(const char *bytes, size_t length)
{
	FILE *errors = silence();
	bytes_clear(&prompt.input);
	bytes_add(&prompt.input, bytes, length);
	prompt.taken = prompt.keys = 0;
	while (has_byte() && !prompt.line && !prompt.was_ended)
		rl_callback_read_char();
	stderr = errors;
}

/* With what was entered, NULL for nothing. */
static void close_prompt(const char *line)
{
	rl_callback_handler_remove();
	completions_forget();
	completions_show(&prompt.app->view);
	if (prompt.is_search)
		searches_end(line);
	prompt.is_open = prompt.is_search = false;
	prompt.app->view.prompt_is_open = false;
	prompt.app->view.prompt_text = NULL;
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
	close_prompt(NULL);
}

static void run_line(void)
{
	char *line = prompt.line;
	bool is_search = prompt.is_search;
	prompt.line = NULL;
	prompt.was_ended = false;
	close_prompt(line);
	if (!line)
		return;
	char *command = is_search ? xasprintf("search %s", line) : xstrdup(line);
	remembered_add(command);
	command_execute(prompt.app, command);
	free(command);
	free(line);
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

static void insert(const char *text, size_t length)
{
	struct bytes added = {0};
	bytes_add(&added, text, room(text, length));
	for (size_t i = 0; i < added.length; i++)
		if (added.data[i] == '\n')
			added.data[i] = ' ';
	if (added.length > 0)
		rl_insert_text(added.data);
	bytes_free(&added);
}

/* Several lines run, the first with what was typed before it. */
static void run_lines(const struct keystroke *stroke)
{
	struct bytes all = {0};
	bytes_add(&all, rl_line_buffer, (size_t)rl_point);
	bytes_add(&all, stroke->bytes, stroke->length);
	bytes_add_text(&all, rl_line_buffer + rl_point);
	prompt_leave();
	if (stroke->is_cut)
		paste_refuse_part(prompt.app);
	else
		paste_run(prompt.app, bytes_text(&all));
	bytes_free(&all);
}

/* One line waits for Enter, whatever ends it. */
static void paste(const struct keystroke *stroke)
{
	size_t start = strspn(stroke->bytes, "\n"), length = stroke->length;
	while (length > start &&
	       (stroke->bytes[length - 1] == '\n' || stroke->bytes[length - 1] == ' '))
		length--;
	insert(stroke->bytes + start, length - start);
}

/* Esc leaves; but in vi's insert mode it leads to vi's command mode, and leaves from there. */
static bool leaves(uint32_t key)
{
	return key == KEYS_ESCAPE && !(rl_editing_mode == VI_MODE &&
	                               rl_get_keymap() == rl_get_keymap_by_name("vi-insert"));
}

/* Backspace, with nothing left to take back. */
static bool goes_back(const struct keystroke *stroke)
{
	bool is_backspace = stroke->key == KEYS_CONTROL + 'h' ||
	                    (stroke->length == 1 && *stroke->bytes == '\177');
	return is_backspace && !stroke->is_paste && rl_end == 0;
}

static bool is_lines(const struct keystroke *stroke)
{
	return stroke->is_paste && !prompt.is_search && paste_lines(stroke->bytes) > 1;
}

void prompt_press(const struct keystroke *stroke)
{
	const char *words = keyboard_words(stroke->key);
	bool is_text = stroke->key >= ' ' && stroke->key < KEYS_UP;
	if (leaves(stroke->key) || goes_back(stroke)) {
		prompt_leave();
		return;
	}
	if (is_lines(stroke)) {
		run_lines(stroke);
		return;
	}
	completions_forget();
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
