/* What the program has printed, the last lines of it; those of this step carry an arrow. */
#include "base/show.h"
#include "view/pane.h"
#include "view/signs.h"

static uint64_t lines_of_this_step(const struct model *m)
{
	uint64_t count = 0;
	for (unsigned i = 0; i < m->change_count; i++)
		count += m->change[i].kind == EVENT_PRINT;
	return count;
}

static void draw_line(struct canvas *c, struct box in, int row, int sideways, const struct view *v,
                      const struct model_bytes *line, bool is_new)
{
	struct bytes text = {0};
	enum role role = line->is_error ? ROLE_ERROR : is_new ? ROLE_CHANGED : ROLE_TEXT;
	struct box room = {in.row, in.column + 1, in.rows, in.columns - 1};
	show_into(&text, line->data, line->size);
	canvas_text(c, in, row, 0, role, is_new ? sign_mark(v, SIGN_CAME) : " ");
	canvas_text(c, room, row, -sideways, role, bytes_text(&text));
	bytes_free(&text);
}

static void draw(struct canvas *c, const struct place *at, const struct model *m, struct view *v)
{
	place_border(c, at, v, PANE_OUTPUT, NULL, NULL, ROLE_TEXT);
	struct box in = place_inside(at);
	int held = (int)(m->output_count < MODEL_OUTPUT ? m->output_count : MODEL_OUTPUT);
	if (!held) {
		canvas_text(c, in, 0, 1, ROLE_QUIET,
		            view_say(v, "(nothing printed yet)", "(пока ничего не напечатано)"));
		return;
	}
	int first = view_scroll(v, PANE_OUTPUT, held, in.rows, held - in.rows);
	int sideways = view_sideways(v, PANE_OUTPUT, 4 * MODEL_LINE, in.columns);
	uint64_t oldest = m->output_count - (uint64_t)held;
	uint64_t fresh = m->output_count - lines_of_this_step(m);
	for (int row = 0; row < in.rows && first + row < held; row++) {
		uint64_t i = oldest + (uint64_t)(first + row);
		draw_line(c, in, row, sideways, v, model_output(m, i), i >= fresh);
	}
}

const struct pane output_pane = {.name = {"output", "вывод"}, .rows = 1, .draw = draw};
