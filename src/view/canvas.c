/*
 * The grid of cells: text and paint, clipped to a box. Widths come from base/text.h, so a picture
 * is the same in every locale. Knows nothing of what is drawn on it.
 */
#include "view/canvas.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/die.h"
#include "base/text.h"

/* What stands for a drawing character in ASCII, where boxes and arrows may not be had. */
static const struct {
	uint32_t from;
	char to;
} ascii_forms[] = {
	{0x2500, '-'}, {0x2502, '|'}, {0x250c, '+'}, {0x2510, '+'},  {0x2514, '+'}, {0x2518, '+'},
	{0x251c, '+'}, {0x2524, '+'}, {0x252c, '+'}, {0x2534, '+'},  {0x253c, '+'}, {0x25b6, '>'},
	{0x25b7, ')'}, {0x25b8, '>'}, {0x2190, '<'}, {0x2192, '>'},  {0x2191, '^'}, {0x2193, 'v'},
	{0x2016, '='}, {0x25cf, '*'}, {0x00b7, '.'}, {0x2026, '~'},  {0x2014, '-'}, {0x2013, '-'},
	{0x00ab, '"'}, {0x00bb, '"'}, {0x00d7, 'x'}, {0x2019, '\''}, {0x201c, '"'}, {0x201d, '"'},
	{0x2713, 'x'}, {0x254c, '.'}, {0x254e, ':'}, {0x25b2, '^'},  {0x25bc, 'v'},
};

static const uint32_t ellipsis = 0x2026;

static int clamp(int n, int most)
{
	return n < 1 ? 1 : n > most ? most : n;
}

static void clear(struct canvas *c)
{
	const struct cell blank = {.character = ' ', .role = ROLE_TEXT};
	size_t count = (size_t)c->rows * (size_t)c->columns;
	for (size_t i = 0; i < count; i++)
		c->cells[i] = blank;
	c->cursor_row = -1;
	c->cursor_column = 0;
}

void canvas_resize(struct canvas *c, int rows, int columns)
{
	rows = clamp(rows, CANVAS_ROWS);
	columns = clamp(columns, CANVAS_COLUMNS);
	if (!c->cells || rows != c->rows || columns != c->columns) {
		free(c->cells);
		c->cells = xcalloc((size_t)rows * (size_t)columns, sizeof *c->cells);
		c->rows = rows;
		c->columns = columns;
	}
	clear(c);
}

void canvas_free(struct canvas *c)
{
	free(c->cells);
	c->cells = NULL;
	c->rows = c->columns = 0;
}

/* The part of the box that lies on the canvas, as absolute edges; false when there is none. */
struct edges {
	int top, left, bottom, right; /* bottom and right are the first outside */
};

static bool find_edges(const struct canvas *c, struct box b, struct edges *e)
{
	if (!c->cells || b.rows <= 0 || b.columns <= 0)
		return false;
	if (b.row >= c->rows || b.column >= c->columns)
		return false;
	e->top = b.row < 0 ? 0 : b.row;
	e->left = b.column < 0 ? 0 : b.column;
	e->bottom = b.rows > c->rows - b.row ? c->rows : b.row + b.rows;
	e->right = b.columns > c->columns - b.column ? c->columns : b.column + b.columns;
	return e->top < e->bottom && e->left < e->right;
}

/* The cells of a row of the box, with the box's edges; NULL when that row is not on the canvas. */
static struct cell *find_row(struct canvas *c, struct box clip, int row, struct edges *e)
{
	int at = clip.row + row;
	if (!find_edges(c, clip, e) || row < 0 || at < e->top || at >= e->bottom)
		return NULL;
	return &c->cells[(size_t)at * (size_t)c->columns];
}

/* Puts a character on a row; whatever wide character it halves becomes a space. */
static void put(struct canvas *c, struct cell *row, int column, uint32_t character, enum role role)
{
	if (row[column].character == 0 && column > 0)
		row[column - 1].character = ' ';
	if (column + 1 < c->columns && row[column + 1].character == 0)
		row[column + 1].character = ' ';
	row[column] = (struct cell){.character = character, .role = (uint8_t)role};
}

static void put_wide(struct canvas *c, struct cell *row, int column, uint32_t character,
                     enum role role)
{
	put(c, row, column, ' ', role);
	put(c, row, column + 1, ' ', role);
	row[column].character = character;
	row[column + 1].character = 0;
}

static void put_mark(struct cell *row, int column, uint32_t mark)
{
	if (row[column].character == 0 && column > 0)
		column--;
	for (int i = 0; i < CANVAS_MARKS; i++) {
		if (!row[column].marks[i]) {
			row[column].marks[i] = mark;
			return;
		}
	}
}

static uint32_t in_ascii(uint32_t character)
{
	for (size_t i = 0; i < sizeof ascii_forms / sizeof *ascii_forms; i++)
		if (ascii_forms[i].from == character)
			return (uint32_t)ascii_forms[i].to;
	return character;
}

/* The next character of a text that need not be valid; controls and bad bytes are spaces. */
static const char *next(const struct canvas *c, const char *text, uint32_t *character, int *width)
{
	unsigned char byte = (unsigned char)*text;
	*width = 1;
	if (byte < 0x80) {
		*character = byte < 0x20 || byte == 0x7f ? ' ' : byte;
		return text + 1;
	}
	size_t size = text_decode(text, strnlen(text, TEXT_LONGEST), character);
	if (!size || (*character >= 0x80 && *character < 0xa0)) {
		*character = ' ';
		return text + (size ? size : 1);
	}
	*width = text_width(*character);
	if (c->is_ascii)
		*character = in_ascii(*character);
	return text + size;
}

int canvas_text(struct canvas *c, struct box clip, int row, int column, enum role role,
                const char *text)
{
	struct edges e;
	struct cell *cells = find_row(c, clip, row, &e);
	if (!cells)
		return column;
	int at = clip.column + column;
	bool has_base = false;
	while (*text) {
		uint32_t character;
		int width;
		text = next(c, text, &character, &width);
		if (at + width > e.right && width) {
			if (e.right > clip.column + column)
				put(c, cells, e.right - 1, c->is_ascii ? '~' : ellipsis, role);
			return e.right - clip.column;
		}
		if (!width) {
			if (has_base)
				put_mark(cells, at - 1, character);
			continue;
		}
		has_base = at >= e.left;
		if (has_base && width == 2)
			put_wide(c, cells, at, character, role);
		else if (has_base)
			put(c, cells, at, character, role);
		else if (at + width > e.left)
			put(c, cells, e.left, ' ', role); /* the visible half of a wide one */
		at += width;
	}
	return at - clip.column;
}

int canvas_printf(struct canvas *c, struct box clip, int row, int column, enum role role,
                  const char *format, ...)
{
	char text[1024];
	va_list arguments;
	va_start(arguments, format);
	vsnprintf(text, sizeof text, format, arguments);
	va_end(arguments);
	return canvas_text(c, clip, row, column, role, text);
}

void canvas_paint(struct canvas *c, struct box clip, int row, int column, int columns,
                  enum role role)
{
	struct edges e;
	struct cell *cells = find_row(c, clip, row, &e);
	if (!cells)
		return;
	int from = clip.column + column, to = from + columns;
	for (int i = from < e.left ? e.left : from; i < to && i < e.right; i++)
		cells[i].role = (uint8_t)role;
}

/* Bytes of the next line of a wrapped text; *after is where the line behind it begins. */
static size_t wrap_line(const char *text, int columns, const char **after)
{
	size_t length = strcspn(text, "\n");
	size_t fits = text_cut(text, length, columns);
	size_t cut = fits;
	if (fits < length && text[fits] != ' ') {
		while (cut && text[cut - 1] != ' ')
			cut--;
		if (!cut)
			cut = fits ? fits : text_cut(text, length, 2); /* one long word */
	}
	if (!cut && length)
		cut = 1;
	const char *rest = text + cut;
	while (*rest == ' ')
		rest++;
	*after = *rest == '\n' ? rest + 1 : rest;
	while (cut && text[cut - 1] == ' ')
		cut--;
	return cut;
}

static int wrap(struct canvas *c, struct box clip, int row, enum role role, const char *text,
                bool has_more_rows)
{
	int taken = 0;
	struct bytes line = {0};
	while (*text && clip.columns > 0) {
		const char *after;
		size_t length = wrap_line(text, clip.columns, &after);
		bool is_last = !has_more_rows && row + taken == clip.rows - 1;
		bytes_clear(&line);
		bytes_add(&line, text, length);
		if (is_last && *after) /* more follows: let the edge cut it */
			bytes_addf(&line, " %s", after);
		canvas_text(c, clip, row + taken, 0, role, bytes_text(&line));
		taken++;
		text = after;
	}
	bytes_free(&line);
	return taken;
}

int canvas_wrap(struct canvas *c, struct box clip, int row, enum role role, const char *text)
{
	return wrap(c, clip, row, role, text, false);
}

int canvas_flow(struct canvas *c, struct box clip, int row, enum role role, const char *text)
{
	return wrap(c, clip, row, role, text, true);
}

void canvas_dump(const struct canvas *c, struct bytes *out)
{
	for (int row = 0; row < c->rows; row++) {
		const struct cell *cells = &c->cells[(size_t)row * (size_t)c->columns];
		int columns = c->columns;
		while (columns && cells[columns - 1].character == ' ' &&
		       !cells[columns - 1].marks[0])
			columns--;
		for (int i = 0; i < columns; i++) {
			char utf8[TEXT_LONGEST];
			if (cells[i].character)
				bytes_add(out, utf8, text_encode(utf8, cells[i].character));
			for (int k = 0; k < CANVAS_MARKS && cells[i].marks[k]; k++)
				bytes_add(out, utf8, text_encode(utf8, cells[i].marks[k]));
		}
		bytes_add_char(out, '\n');
	}
}
