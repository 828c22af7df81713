/* The words of a lesson, one below the other, each beside its term. */
#include <string.h>

#include "base/text.h"
#include "view/pane.h"

enum { BEHIND_TERM = 3 };

static int term_columns(const struct lesson_word *word)
{
	return text_columns(word->term, strlen(word->term));
}

int words_draw(struct canvas *c, struct box in, int row, const struct lesson *l)
{
	int column = 0;
	for (unsigned i = 0; i < l->word_count; i++)
		column = most(column, term_columns(&l->words[i]));
	column = least(column + BEHIND_TERM, in.columns / 3);
	struct box room = {in.row, in.column + column, in.rows, in.columns - column - 1};
	for (unsigned i = 0; i < l->word_count; i++) {
		canvas_text(c, in, row, 1, ROLE_STRONG, l->words[i].term);
		row += term_columns(&l->words[i]) + 2 > column;
		row += most(canvas_flow(c, room, row, ROLE_TEXT, l->words[i].explanation), 1);
	}
	return row;
}
