/*
 * Cells to curses, by its wide calls only. Rows that are as they were are not given to curses
 * again.
 */
#include "terminal/screen.h"

#include <curses.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/die.h"
#include "base/fd.h"
#include "terminal/terminfo.h"

struct screen {
	SCREEN *curses;
	FILE *file; /* of memory */
	struct {
		attr_t attributes;
		short pair;
	} looks[ROLE_COUNT];
	struct canvas drawn; /* what curses was given last */
	bool was_entered, has_colors;
	bool is_narrow; /* the locale has one byte a character */
};

static FILE *memory_file(void)
{
	int fd = fd_high(memfd_create("screen", MFD_CLOEXEC));
	FILE *file = fd >= 0 ? fdopen(fd, "w") : NULL;
	if (!file)
		die_errno("cannot make room for the screen");
	return file;
}

static void make_looks(struct screen *s, enum theme theme)
{
	int colors = 0;
	if (theme != THEME_MONO && has_colors() && start_color() == OK) {
		use_default_colors();
		colors = COLORS;
		s->has_colors = true;
	}
	for (int role = 0; role < ROLE_COUNT; role++) {
		s->looks[role].pair = 0;
		struct look look = theme_look(theme, colors, (enum role)role);
		s->looks[role].attributes = (look.attributes & LOOK_BOLD ? A_BOLD : 0) |
		                            (look.attributes & LOOK_REVERSE ? A_REVERSE : 0) |
		                            (look.attributes & LOOK_UNDERLINE ? A_UNDERLINE : 0);
		if (look.color >= 0 && init_pair((short)(role + 1), look.color, -1) == OK)
			s->looks[role].pair = (short)(role + 1);
	}
}

/* The size goes by the environment, the one way on which newterm() asks no file, for it makes all
 * of these rows the terminal's scrolling region: with fewer the shell would later scroll in a part
 * of its window alone. */
static SCREEN *open_curses(FILE *file, int rows, int columns)
{
	char lines[12], width[12];
	snprintf(lines, sizeof lines, "%d", rows);
	snprintf(width, sizeof width, "%d", columns);
	use_env(TRUE);
	use_tioctl(FALSE);
	setenv("LINES", lines, true);
	setenv("COLUMNS", width, true);
	SCREEN *curses = newterm(terminfo_name(), file, stdin);
	unsetenv("LINES");
	unsetenv("COLUMNS");
	return curses;
}

struct screen *screen_open(enum theme theme, int rows, int columns)
{
	struct screen *s = xcalloc(1, sizeof *s);
	s->file = memory_file();
	s->is_narrow = MB_CUR_MAX == 1;
	s->curses = open_curses(s->file, rows, columns);
	if (!s->curses) {
		fclose(s->file);
		free(s);
		return NULL;
	}
	typeahead(-1);
	noecho();
	leaveok(stdscr, FALSE);
	make_looks(s, theme);
	return s;
}

void screen_set_theme(struct screen *s, enum theme theme)
{
	make_looks(s, theme);
	canvas_free(&s->drawn); /* what looks the same has changed */
}

bool screen_has_colors(const struct screen *s)
{
	return s->has_colors;
}

void screen_close(struct screen *s)
{
	endwin();
	delscreen(s->curses);
	fclose(s->file);
	canvas_free(&s->drawn);
	free(s);
}

static void resize(struct screen *s, const struct canvas *canvas)
{
	int rows, columns;
	getmaxyx(stdscr, rows, columns);
	if (rows != canvas->rows || columns != canvas->columns) {
		if (resize_term(canvas->rows, canvas->columns) == ERR)
			die("no memory for a screen of %d by %d", canvas->rows, canvas->columns);
		clearok(curscr, TRUE);
	}
	if (s->drawn.rows != canvas->rows || s->drawn.columns != canvas->columns) {
		canvas_resize(&s->drawn, canvas->rows, canvas->columns);
		werase(stdscr);
	}
}

/* A cell for curses; false for the second half of a wide character. */
static bool convert(const struct screen *s, const struct cell *cell, cchar_t *out)
{
	wchar_t text[2 + CANVAS_MARKS] = {(wchar_t)cell->character};
	if (cell->character == 0)
		return false;
	for (int i = 0; i < CANVAS_MARKS; i++)
		text[1 + i] = (wchar_t)cell->marks[i];
	if (s->is_narrow && cell->character > 0x7e) {
		text[0] = L'?';
		text[1] = 0;
	}
	int role = cell->role < ROLE_COUNT ? cell->role : ROLE_TEXT;
	if (setcchar(out, text, s->looks[role].attributes, s->looks[role].pair, NULL) == ERR)
		setcchar(out, L"?", s->looks[role].attributes, s->looks[role].pair, NULL);
	return true;
}

static void draw_row(const struct screen *s, const struct canvas *canvas, int row)
{
	const struct cell *cells = canvas->cells + (size_t)row * (size_t)canvas->columns;
	for (int column = 0; column < canvas->columns; column++) {
		cchar_t cell;
		if (convert(s, &cells[column], &cell))
			mvadd_wch(row, column, &cell);
	}
}

static void draw_changed_rows(struct screen *s, const struct canvas *canvas)
{
	for (int row = 0; row < canvas->rows; row++) {
		size_t start = (size_t)row * (size_t)canvas->columns;
		size_t size = (size_t)canvas->columns * sizeof *canvas->cells;
		if (!memcmp(s->drawn.cells + start, canvas->cells + start, size))
			continue;
		memcpy(s->drawn.cells + start, canvas->cells + start, size);
		draw_row(s, canvas, row);
	}
}

static void place_cursor(const struct canvas *canvas)
{
	bool is_seen = canvas->cursor_row >= 0 && canvas->cursor_row < canvas->rows;
	curs_set(is_seen);
	if (is_seen)
		move(canvas->cursor_row, canvas->cursor_column < canvas->columns
		                                 ? canvas->cursor_column
		                                 : canvas->columns - 1);
}

/* Takes what curses wrote out of its file. */
static void collect(struct screen *s, struct bytes *out)
{
	char piece[4096];
	fflush(s->file);
	int fd = fileno(s->file);
	ssize_t length;
	for (off_t at = 0; (length = pread(fd, piece, sizeof piece, at)) > 0; at += length)
		bytes_add(out, piece, (size_t)length);
	if (ftruncate(fd, 0) < 0 || lseek(fd, 0, SEEK_SET) < 0)
		die_errno("cannot draw");
}

void screen_draw(struct screen *s, const struct canvas *canvas, bool anew, struct bytes *out)
{
	resize(s, canvas);
	if (anew)
		clearok(curscr, TRUE);
	draw_changed_rows(s, canvas);
	place_cursor(canvas);
	wrefresh(stdscr);
	if (!s->was_entered)
		bytes_add_text(out, TERMINFO_PASTE_ON);
	s->was_entered = true;
	collect(s, out);
}

void screen_leave(struct screen *s)
{
	struct bytes unwanted = {0};
	endwin();
	collect(s, &unwanted);
	bytes_free(&unwanted);
	s->was_entered = false;
}
