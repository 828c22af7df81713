/*
 * The pieces of a guide as plain text: CommonMark's marks taken out, lines joined by blanks, all
 * through the show gate. Everything returned is the arena's.
 */
#ifndef LESSON_GUIDE_TEXT_H
#define LESSON_GUIDE_TEXT_H

#include <cmark.h>
#include <stdbool.h>

#include "base/bytes.h"
#include "lesson/arena.h"
#include "lesson/faults.h"

/* A guide that is being read. `at` is the next block, NULL behind the last one. */
struct guide_reader {
	struct arena *arena;
	struct faults *faults;
	const char *path;
	cmark_node *at;
	unsigned line; /* of the heading whose section is read */
};

__attribute__((format(printf, 3, 4))) void guide_fault(struct guide_reader *r, unsigned line,
                                                       const char *format, ...);

/* The tree of a whole file, to be given back with cmark_node_free(). */
cmark_node *guide_document(const struct bytes *source);

unsigned guide_line(cmark_node *node);

/* Whether the next block of this section is of that type. */
bool guide_is_next(const struct guide_reader *r, cmark_node_type type);

/* The text of a heading or paragraph. */
const char *guide_text(struct guide_reader *r, cmark_node *node);

/* Takes a paragraph and returns its text; "" with a fault (`wanted` was expected) if it is none. */
const char *guide_take_text(struct guide_reader *r, const char *wanted);

/* Takes a list of that kind; NULL with a fault if there is none. */
cmark_node *guide_take_list(struct guide_reader *r, cmark_list_type type, const char *wanted);

/* The text of an item that is one paragraph; "" with a fault if it is not. */
const char *guide_item(struct guide_reader *r, cmark_node *item);

/* The same for an item such as "`term`: text"; *term is without its marks. */
const char *guide_item_pair(struct guide_reader *r, cmark_node *item, const char **term);

/* Takes a rule; false when the section goes on with something else or not at all. */
bool guide_take_rule(struct guide_reader *r);

#endif
