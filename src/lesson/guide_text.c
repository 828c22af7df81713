/*
 * From libcmark's tree to plain text. It does not know which sections a guide has.
 */
#include "lesson/guide_text.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/bytes.h"
#include "base/die.h"
#include "base/show.h"

void guide_fault(struct guide_reader *r, unsigned line, const char *format, ...)
{
	va_list values;
	char *message;

	va_start(values, format);
	if (vasprintf(&message, format, values) < 0)
		die("out of memory");
	va_end(values);
	faults_add(r->faults, r->path, line, "%s", message);
	free(message);
}

/* Without memory libcmark would abort(); ours ends the program with a sentence. */
cmark_node *guide_document(const struct bytes *source)
{
	static cmark_mem memory = {xcalloc, xrealloc, free};
	cmark_parser *parser = cmark_parser_new_with_mem(CMARK_OPT_DEFAULT, &memory);

	cmark_parser_feed(parser, bytes_text(source), source->length);
	cmark_node *document = cmark_parser_finish(parser);
	cmark_parser_free(parser);
	return document;
}

unsigned guide_line(cmark_node *node)
{
	/* Inline nodes may not know theirs. */
	while (node && cmark_node_get_start_line(node) <= 0)
		node = cmark_node_parent(node);
	return node ? (unsigned)cmark_node_get_start_line(node) : 1;
}

bool guide_is_next(const struct guide_reader *r, cmark_node_type type)
{
	return r->at && cmark_node_get_type(r->at) == type;
}

const char *guide_text(struct guide_reader *r, cmark_node *node)
{
	cmark_iter *all = cmark_iter_new(node);
	struct bytes raw = {0}, shown = {0};
	cmark_event_type event;
	const char *text;

	while ((event = cmark_iter_next(all)) != CMARK_EVENT_DONE) {
		cmark_node *inner = cmark_iter_get_node(all);
		cmark_node_type type = cmark_node_get_type(inner);

		if (event != CMARK_EVENT_ENTER)
			continue;
		if (type == CMARK_NODE_TEXT || type == CMARK_NODE_CODE)
			bytes_add_text(&raw, cmark_node_get_literal(inner));
		else if (type == CMARK_NODE_SOFTBREAK || type == CMARK_NODE_LINEBREAK)
			bytes_add_char(&raw, ' ');
	}
	cmark_iter_free(all);
	show_plain_into(&shown, raw.data, raw.length);
	text = arena_text(r->arena, shown.data, shown.length);
	bytes_free(&shown);
	bytes_free(&raw);
	return text;
}

/* Says what was expected, at the block that stands there instead or at the section's heading. */
static void miss(struct guide_reader *r, const char *wanted)
{
	bool is_there = r->at && !guide_is_next(r, CMARK_NODE_HEADING);

	guide_fault(r, is_there ? guide_line(r->at) : r->line, "%s expected%s", wanted,
	            is_there ? "" : " before the next heading");
}

static cmark_node *take(struct guide_reader *r)
{
	cmark_node *node = r->at;

	r->at = cmark_node_next(node);
	return node;
}

const char *guide_take_text(struct guide_reader *r, const char *wanted)
{
	const char *text;

	if (!guide_is_next(r, CMARK_NODE_PARAGRAPH)) {
		miss(r, wanted);
		return "";
	}
	text = guide_text(r, r->at);
	take(r);
	return text;
}

cmark_node *guide_take_list(struct guide_reader *r, cmark_list_type type, const char *wanted)
{
	if (guide_is_next(r, CMARK_NODE_LIST) && cmark_node_get_list_type(r->at) == type)
		return take(r);
	miss(r, wanted);
	return NULL;
}

/* The only paragraph of an item, or NULL with a fault. */
static cmark_node *item_paragraph(struct guide_reader *r, cmark_node *item)
{
	cmark_node *paragraph = cmark_node_first_child(item);

	if (paragraph && cmark_node_get_type(paragraph) == CMARK_NODE_PARAGRAPH &&
	    !cmark_node_next(paragraph))
		return paragraph;
	guide_fault(r, guide_line(item), "An item is one paragraph");
	return NULL;
}

const char *guide_item(struct guide_reader *r, cmark_node *item)
{
	cmark_node *paragraph = item_paragraph(r, item);

	return paragraph ? guide_text(r, paragraph) : "";
}

const char *guide_item_pair(struct guide_reader *r, cmark_node *item, const char **term)
{
	cmark_node *paragraph = item_paragraph(r, item), *first;
	const char *text;

	*term = "";
	if (!paragraph)
		return "";
	first = cmark_node_first_child(paragraph);
	if (first && cmark_node_get_type(first) == CMARK_NODE_CODE) {
		*term = guide_text(r, first);
		text = guide_text(r, paragraph) + strlen(*term);
		if (strncmp(text, ": ", 2) == 0 && text[2])
			return text + 2;
	}
	guide_fault(r, guide_line(item), "An item here reads `term`: text, with the backticks");
	return "";
}

bool guide_take_rule(struct guide_reader *r)
{
	if (!guide_is_next(r, CMARK_NODE_THEMATIC_BREAK))
		return false;
	take(r);
	return true;
}
