/*
 * Reading the emulated screen, and waiting until it shows something. Who writes to it, and how, is
 * none of its business.
 */
#include "harness.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ROW_SIZE = 4096, PORT_DIGITS = 5 };

static size_t encode(char *out, uint32_t cp)
{
	if (cp < 0x80)
		return (size_t)sprintf(out, "%c", (int)cp);
	if (cp < 0x800)
		return (size_t)sprintf(out, "%c%c", (int)(0xc0 | cp >> 6), (int)(0x80 | (cp & 63)));
	return (size_t)sprintf(out, "%c%c%c", (int)(0xe0 | cp >> 12), (int)(0x80 | (cp >> 6 & 63)),
	                       (int)(0x80 | (cp & 63)));
}

/* The row as UTF-8 without the blanks at its end; *columns maps bytes to columns if not NULL. */
static void read_row(struct term *t, int row, char *text, size_t size, int *columns)
{
	size_t length = 0, end = 0;
	for (int column = 0; column < t->columns && length + 16 < size; column++) {
		VTermScreenCell cell;
		VTermPos at = {row, column};
		vterm_screen_get_cell(t->screen, at, &cell);
		if (cell.chars[0] == (uint32_t)-1)
			continue;
		uint32_t cp = cell.chars[0] ? cell.chars[0] : ' ';
		size_t more = encode(text + length, cp);
		for (size_t i = 0; columns && i < more; i++)
			columns[length + i] = column;
		length += more;
		if (cp != ' ')
			end = length;
	}
	text[end] = '\0';
}

void term_row(struct term *t, int row, char *text, size_t size)
{
	read_row(t, row, text, size, NULL);
}

void term_print(struct term *t)
{
	char row[ROW_SIZE];
	for (int i = 0; i < t->rows; i++) {
		term_row(t, i, row, sizeof row);
		print_error("%3d|%s\n", i, row);
	}
}

int term_find(struct term *t, const char *text, VTermScreenCell *cell)
{
	char row[ROW_SIZE];
	int columns[ROW_SIZE];
	for (int i = 0; i < t->rows; i++) {
		read_row(t, i, row, sizeof row, columns);
		const char *found = strstr(row, text);
		if (!found)
			continue;
		VTermPos at = {i, columns[found - row]};
		if (cell)
			vterm_screen_get_cell(t->screen, at, cell);
		return i;
	}
	return -1;
}

bool term_shows(struct term *t, const char *text)
{
	return term_find(t, text, NULL) >= 0;
}

static void wait_until(struct term *t, bool (*holds)(struct term *, const char *, int),
                       const char *text, int number, const char *complaint)
{
	long end = term_now() + HARNESS_PATIENCE;
	while (!holds(t, text, number)) {
		long left = end - term_now();
		if (left > 0 && term_take(t, (int)left))
			continue;
		print_error("%s: \"%s\" %d (cursor %d,%d)\n", complaint, text, number,
		            t->cursor.row, t->cursor.col);
		term_print(t);
		fail();
	}
}

static bool is_shown(struct term *t, const char *text, int wanted)
{
	return term_shows(t, text) == (wanted != 0);
}

static bool is_last_row(struct term *t, const char *text, int column)
{
	char row[ROW_SIZE];
	term_row(t, t->rows - 1, row, sizeof row);
	return !strcmp(row, text) && (column < 0 || t->cursor.col == column);
}

static bool is_at_bottom(struct term *t, const char *text, int number)
{
	char row[ROW_SIZE];
	(void)number;
	term_row(t, t->rows - 1, row, sizeof row);
	return strstr(row, text) != NULL;
}

static bool has_such_cursor(struct term *t, const char *text, int wanted)
{
	(void)text;
	return t->has_cursor == (wanted != 0);
}

void term_expect(struct term *t, const char *text)
{
	wait_until(t, is_shown, text, 1, "not shown");
}

void term_expect_gone(struct term *t, const char *text)
{
	wait_until(t, is_shown, text, 0, "still shown");
}

void term_expect_last_row(struct term *t, const char *text, int column)
{
	wait_until(t, is_last_row, text, column, "not the last row with the cursor in column");
}

void term_expect_at_bottom(struct term *t, const char *part)
{
	wait_until(t, is_at_bottom, part, 0, "not in the last row");
}

void term_expect_cursor(struct term *t, bool wanted)
{
	wait_until(t, has_such_cursor, "", wanted, "cursor");
}

void term_expect_silence(struct term *t, int ms)
{
	long end = term_now() + HARNESS_PATIENCE;
	while (term_take(t, ms))
		assert_true(term_now() < end);
}

/* As many digits stand behind the text. The last of them may still be on their way. */
static bool is_before_digits(struct term *t, const char *text, int digits)
{
	char row[ROW_SIZE];
	int found = term_find(t, text, NULL);
	if (found < 0)
		return false;
	term_row(t, found, row, sizeof row);
	return strspn(strstr(row, text) + strlen(text), "0123456789") >= (size_t)digits;
}

unsigned term_port(struct term *t)
{
	static const char address[] = "127.0.0.1:";
	char row[ROW_SIZE];
	wait_until(t, is_before_digits, address, PORT_DIGITS, "no port with as many digits");
	term_row(t, term_find(t, address, NULL), row, sizeof row);
	return (unsigned)atoi(strstr(row, address) + sizeof address - 1);
}
