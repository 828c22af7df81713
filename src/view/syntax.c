/* A tiny tokenizer for Python and for C, good enough to colour a line. */
#include "view/syntax.h"

#include <ctype.h>
#include <stddef.h>
#include <string.h>

#include "base/text.h"

static const char python_keywords[] =
	" False None True and as assert async await break class continue def del elif else except"
	" finally for from global if import in is lambda not or pass raise return try while with"
	" yield ";
static const char c_keywords[] =
	" break case char const continue default do else enum extern for if int long return sizeof"
	" static struct switch typedef union unsigned void while BEGIN END AT DO CALL YIELD EXCEPT"
	" FRAME CODE ";

static bool is_word(char c)
{
	return isalnum((unsigned char)c) || c == '_';
}

static bool is_keyword(const char *word, size_t length, bool is_c)
{
	char padded[16];
	if (length + 3 > sizeof padded)
		return false;
	padded[0] = ' ';
	memcpy(padded + 1, word, length);
	memcpy(padded + 1 + length, " ", 2);
	return strstr(is_c ? c_keywords : python_keywords, padded) != NULL;
}

static size_t string_length(const char *text)
{
	size_t i = 1;
	while (text[i] && text[i] != *text)
		i += text[i] == '\\' && text[i + 1] ? 2 : 1;
	return text[i] ? i + 1 : i;
}

static size_t comment_length(const char *text, bool is_c)
{
	if (!is_c)
		return *text == '#' ? strlen(text) : 0;
	if (text[0] == '#')
		return strcspn(text, " "); /* a directive looks like a keyword does */
	if (text[0] != '/' || (text[1] != '*' && text[1] != '/'))
		return 0;
	const char *end = text[1] == '*' ? strstr(text + 2, "*/") : NULL;
	return end ? (size_t)(end + 2 - text) : strlen(text);
}

/* The token at the start of text: its length, and its role or ROLE_TEXT. */
static size_t token(const char *text, bool is_c, enum role *role)
{
	size_t length = comment_length(text, is_c);
	uint32_t character;
	*role = is_c && *text == '#' ? ROLE_KEYWORD : ROLE_COMMENT;
	if (length)
		return length;
	*role = ROLE_STRING;
	if (*text == '"' || *text == '\'')
		return string_length(text);
	if (!is_c && (*text == 'b' || *text == 'f') && (text[1] == '"' || text[1] == '\''))
		return 1 + string_length(text + 1);
	*role = ROLE_TEXT;
	while (is_word(text[length]))
		length++;
	if (length && is_keyword(text, length, is_c))
		*role = ROLE_KEYWORD;
	if (!length)
		length = text_decode(text, strlen(text), &character);
	return length ? length : 1;
}

void syntax_paint(struct canvas *c, struct box clip, int row, int column, const char *line,
                  bool is_c)
{
	const char *start = line + strspn(line, " \t");
	if (is_c && *start == '*') { /* within a comment of several lines */
		canvas_paint(c, clip, row, column, text_columns(line, strlen(line)), ROLE_COMMENT);
		return;
	}
	while (*line) {
		enum role role;
		size_t length = token(line, is_c, &role);
		int width = text_columns(line, length);
		if (role != ROLE_TEXT)
			canvas_paint(c, clip, row, column, width, role);
		column += width;
		line += length;
	}
}
