/*
 * Looks at every node of a guide, and at the lines that it was made of. It does not know which
 * sections a guide has.
 */
#include "lesson/guide_form.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/die.h"

#define BLANKS " \t\n"

struct form_line {
	const char *text; /* ends with a newline or the NUL */
	bool opens_comment; /* perhaps as code, but not as "&lt;!--" or "\<!--", which are text */
};

struct form {
	struct guide_reader *r;
	struct form_line *line; /* line[0] is line 1 */
	unsigned count;
};

static bool opens_comment(const char *line, size_t length)
{
	for (const char *at = line; (at = memmem(at, length - (size_t)(at - line), "<!--", 4));
	     at++) {
		const char *escapes = at;

		while (escapes > line && escapes[-1] == '\\')
			escapes--;
		if ((at - escapes) % 2 == 0)
			return true;
	}
	return false;
}

static void part_lines(struct form *f, const struct bytes *source)
{
	const char *at = bytes_text(source), *end = at + source->length;
	unsigned count = 1;

	for (const char *c = at; c < end; c++)
		count += *c == '\n';
	f->line = xreallocarray(NULL, count, sizeof *f->line);
	for (; at < end; at += at < end) {
		size_t length = strcspn(at, "\n");

		f->line[f->count++] = (struct form_line){at, opens_comment(at, length)};
		at += length;
	}
}

/* The line from its first character that is no blank; the empty one outside the guide. */
static const char *line_at(const struct form *f, unsigned number)
{
	const char *line = number > 0 && number <= f->count ? f->line[number - 1].text : "";

	return line + strspn(line, " \t");
}

static bool is_empty(const struct form *f, unsigned number)
{
	const char *line = line_at(f, number);

	return !*line || *line == '\n';
}

/* "|---|---|": the row that makes a table of what is above and below. */
static bool is_rule_of_table(const char *line)
{
	size_t length = strspn(line, "|-: \t");

	return (!line[length] || line[length] == '\n') && memchr(line, '|', length) &&
	       memchr(line, '-', length);
}

/* The only code of a guide is a condition. */
static void look_at_code(const struct form *f, cmark_node *node)
{
	const char *line = line_at(f, guide_line(node));

	if (strncmp(line, "```", 3) == 0 || strncmp(line, "~~~", 3) == 0)
		guide_fault(f->r, guide_line(node),
		            "A fence has no place in a guide: a condition is indented by four "
		            "blanks");
}

static void look_at_paragraph(const struct form *f, cmark_node *node)
{
	unsigned end = (unsigned)cmark_node_get_end_line(node);

	for (unsigned i = guide_line(node); i <= end; i++)
		if (is_rule_of_table(line_at(f, i))) {
			guide_fault(f->r, i, "A table has no place in a guide");
			return;
		}
}

/* The first line of dashes below a text is what makes a heading of it. */
static unsigned underline(const struct form *f, cmark_node *node)
{
	unsigned line = guide_line(node), end = (unsigned)cmark_node_get_end_line(node) + 1;

	while (line < end) {
		const char *text = line_at(f, ++line);
		size_t length = strspn(text, "-");

		text += length + strspn(text + length, " \t");
		if (length > 0 && (!*text || *text == '\n'))
			break;
	}
	return line;
}

/* A rule that was to follow a text, but made a heading of it. */
static void look_at_heading(const struct form *f, cmark_node *node)
{
	unsigned line = guide_line(node);

	if (*line_at(f, line) == '#')
		return;
	if (cmark_node_get_heading_level(node) == 2)
		guide_fault(f->r, underline(f, node),
		            "A rule (---) needs an empty line before it: this one makes a heading "
		            "of the text above");
	else
		guide_fault(f->r, line, "A heading begins with #");
}

static void look_at_rule(const struct form *f, cmark_node *node)
{
	unsigned line = guide_line(node);

	if (!is_empty(f, line - 1))
		guide_fault(f->r, line, "A rule (---) needs an empty line before it");
	if (!is_empty(f, line + 1))
		guide_fault(f->r, line, "A rule (---) needs an empty line after it");
}

static bool is_comment(cmark_node *node)
{
	const char *html = cmark_node_get_literal(node);

	return cmark_node_get_type(node) == CMARK_NODE_HTML_BLOCK && html &&
	       strncmp(html, "<!--", 4) == 0;
}

static const char not_closed[] = "A comment that nothing closes";

/* One or more comments, and nothing that would go with them. */
static void look_at_html(const struct form *f, cmark_node *node)
{
	const char *at = is_comment(node) ? cmark_node_get_literal(node) : NULL;

	if (!at)
		guide_fault(f->r, guide_line(node), "HTML has no place in a guide");
	while (at && strncmp(at, "<!--", 4) == 0) {
		at = strstr(at, "-->");
		if (at)
			at += 3 + strspn(at + 3, BLANKS);
		else
			guide_fault(f->r, guide_line(node), not_closed);
	}
	if (at && *at)
		guide_fault(f->r, guide_line(node),
		            "Behind a comment nothing is shown: the text needs a line of its own");
}

static void look_at_text(const struct form *f, cmark_node *node)
{
	unsigned line = guide_line(node);

	if (strstr(cmark_node_get_literal(node), "<!--") && line <= f->count &&
	    f->line[line - 1].opens_comment)
		guide_fault(f->r, line, not_closed);
}

static void look_at(const struct form *f, cmark_node *node)
{
	switch (cmark_node_get_type(node)) {
	case CMARK_NODE_PARAGRAPH: look_at_paragraph(f, node); break;
	case CMARK_NODE_CODE_BLOCK: look_at_code(f, node); break;
	case CMARK_NODE_HEADING: look_at_heading(f, node); break;
	case CMARK_NODE_THEMATIC_BREAK: look_at_rule(f, node); break;
	case CMARK_NODE_TEXT: look_at_text(f, node); break;
	case CMARK_NODE_HTML_BLOCK:
	case CMARK_NODE_HTML_INLINE: look_at_html(f, node); break;
	case CMARK_NODE_BLOCK_QUOTE:
		guide_fault(f->r, guide_line(node), "A quotation has no place in a guide");
		break;
	case CMARK_NODE_IMAGE:
		guide_fault(f->r, guide_line(node), "A picture has no place in a guide");
		break;
	default: break;
	}
}

void guide_clean(struct guide_reader *r, cmark_node *document, const struct bytes *source)
{
	struct form form = {.r = r};
	cmark_iter *all;
	cmark_event_type event;

	part_lines(&form, source);
	cmark_consolidate_text_nodes(document);
	all = cmark_iter_new(document);
	while ((event = cmark_iter_next(all)) != CMARK_EVENT_DONE)
		if (event == CMARK_EVENT_ENTER)
			look_at(&form, cmark_iter_get_node(all));
	cmark_iter_free(all);
	free(form.line);
	for (cmark_node *node = cmark_node_first_child(document), *next; node; node = next) {
		next = cmark_node_next(node);
		if (is_comment(node)) {
			cmark_node_unlink(node);
			cmark_node_free(node);
		}
	}
}
