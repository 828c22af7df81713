/* The prompt in the last row, moved sideways so that its cursor is seen, and above it the words
 * that could complete it. Knows nothing of readline: it gets a text and a column. */
#include <string.h>

#include "base/text.h"
#include "view/pane.h"

enum { MOST_ROWS = 8 };

static int widest(const struct view *v)
{
	int widest = 1;
	for (unsigned i = 0; i < v->completion_count; i++)
		widest = most(widest, text_columns(v->completions[i], strlen(v->completions[i])));
	return widest;
}

/* A box of columns over the bottom of the screen, filled from top to bottom. */
static void draw_completions(struct canvas *c, struct box at, const struct view *v)
{
	int count = (int)v->completion_count, room = least(MOST_ROWS, at.row - 3);
	int width = least(widest(v), at.columns - 4) + 2;
	int columns = most((at.columns - 2) / width, 1);
	int rows = least((count + columns - 1) / columns, room);
	if (count == 0 || rows < 1)
		return;
	columns = least((count + rows - 1) / rows, columns);
	struct box box = {at.row - rows - 2, at.column, rows + 2, columns * width + 2};
	border_overlay(c, box, NULL);
	struct box in = {box.row + 1, box.column + 1, rows, box.columns - 2};
	for (int i = 0; i < least(count, rows * columns); i++)
		canvas_text(c, in, i % rows, i / rows * width + 1, ROLE_TEXT, v->completions[i]);
	if (count > rows * columns)
		canvas_printf(c, box, rows + 1, 2, ROLE_FOCUS, view_say(v, " + %d ", " + %d "),
		              count - rows * columns);
}

void prompt_draw(struct canvas *c, struct box at, const struct view *v)
{
	const char *text = v->prompt_text ? v->prompt_text : "";
	char sign[2] = {v->prompt_sign};
	struct box room = {at.row, at.column + !!*sign, 1, at.columns - !!*sign};
	draw_completions(c, at, v);
	canvas_text(c, at, 0, 0, ROLE_PROMPT, sign);
	int shift = most(v->prompt_cursor - (room.columns - 2), 0);
	canvas_text(c, room, 0, -shift, ROLE_PROMPT, text);
	c->cursor_row = at.row;
	c->cursor_column = least(room.column + v->prompt_cursor - shift, c->columns - 1);
}
