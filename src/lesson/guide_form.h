/*
 * The form of a guide as a whole, before its sections are read: what CommonMark takes in silence,
 * but would not be shown as its author meant it.
 */
#ifndef LESSON_GUIDE_FORM_H
#define LESSON_GUIDE_FORM_H

#include "base/bytes.h"
#include "lesson/guide_text.h"

/* Takes comments out of a document, and names what else has no place in a guide. */
void guide_clean(struct guide_reader *r, cmark_node *document, const struct bytes *source);

#endif
