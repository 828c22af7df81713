/*
 * The words in which a lesson program is written: Python functions as C functions that can stop at
 * every line. A program's counter is a tag that stands in its listing (`#: recv`); the build turns
 * the tags into at_recv = 25 and so on, so the counter is the line to highlight.
 *
 * Inside a lesson function `f` is the frame and `s` the stage. There are no C locals: whatever must
 * outlive a stop lives in the frame. A stop is a return; `switch` brings the function back.
 */
#ifndef STAGE_VOCABULARY_H
#define STAGE_VOCABULARY_H

/* #define EVENT_LOOP_LOCALS(X, H) X(sock) X(task) H(next)
 * The locals of a function, its arguments first; H ones, last, are hidden: what Python keeps on a
 * stack of its own, such as the iterator of a `for`. FRAME declares the frame's struct, where every
 * name is a value and all of them have room, and the table of the names that are shown. */
#define FRAME(func, LOCALS)                                                                      \
	struct func##_frame {                                                                    \
		struct frame_head head;                                                          \
		union {                                                                          \
			struct {                                                                 \
				LOCALS(FRAME_VALUE, FRAME_VALUE)                                 \
			};                                                                       \
			value locals[0 LOCALS(FRAME_COUNT, FRAME_SKIP)];                         \
			value values[0 LOCALS(FRAME_COUNT, FRAME_COUNT)];                        \
		};                                                                               \
	};                                                                                       \
	_Static_assert(sizeof((struct func##_frame *)0)->values <= STAGE_LOCALS * sizeof(value), \
	               #func " has more than STAGE_LOCALS locals");                              \
	static const char *const func##_names[] = {LOCALS(FRAME_NAME, FRAME_SKIP) NULL};
#define FRAME_VALUE(name) value name;
#define FRAME_COUNT(name) +1
#define FRAME_NAME(name) #name,
#define FRAME_SKIP(name)

/* CODE(client, 1): the table entry of a function with one argument. */
#define CODE(func, arguments)                                                                 \
	.name = #func, .run = func, .argument_count = arguments, .local_names = func##_names, \
	.local_count = sizeof func##_names / sizeof *func##_names - 1,                        \
	.value_count = sizeof((struct func##_frame *)0)->values / sizeof(value)

/* BEGIN ... END: the body.   switch (where we stopped) { case 0: ... } */
#define BEGIN(func)                                            \
	struct func##_frame *f = (struct func##_frame *)frame; \
	switch (f->head.at) {                                  \
	case 0:
#define END                     \
	return stage_return(s); \
	}                       \
	return stage_lost(s);

/* AT(tag): this line is about to run. Say so; stop here when that is wanted. */
#define AT(tag)                                               \
	if (stage_line(s, frame, at_##tag, sizeof f->locals)) \
		return STAGE_LINE;                            \
	FALLTHROUGH case at_##tag:

/* DO(call): a call that may have to wait (the line is tried again later) or may raise. */
#define DO(call)                                   \
	do {                                       \
		enum stage_status status = (call); \
		if (status != STAGE_GOING)         \
			return status;             \
	} while (0)

/* CALL(tag, call): runs another frame first - a plain call or next(task); then goes on in this
 * line, where stage_result(s) is what it returned or yielded. */
#define CALL(tag, call)                 \
	do {                            \
		f->head.at = PART(tag); \
		DO(call);               \
		return STAGE_CALLED;    \
	case PART(tag):;                \
	} while (0)

/* YIELD(tag, value): hands a value to whoever called next(), and sleeps in this line. */
#define YIELD(tag, v)                     \
	do {                              \
		f->head.at = PART(tag);   \
		return stage_yield(s, v); \
	case PART(tag):;                  \
	} while (0)

/* EXCEPT(tag, error): `except StopIteration:`; with more errors, `except (A, B):`. Only the stage
 * comes here, by the code's table of tries, so `continue;` stands before it, or all of it stands
 * in `if (false) { }`. Another error goes on to the caller. */
#define EXCEPT(tag, ...)                                                                    \
	case at_##tag:                                                                      \
		if (!stage_catches(s, (const enum stage_error[]){__VA_ARGS__, ERROR_NONE})) \
			return STAGE_RAISED;

#define PART(tag) (at_##tag | STAGE_SECOND_HALF) /* a resume point in the middle of a line */
#define FALLTHROUGH __attribute__((fallthrough));

#endif
