/*
 * The tool's own event loop: one thread that waits for descriptors, signals and deadlines, pushes
 * the app's program in small slices, and has the screen drawn. It works without a screen too.
 *
 * Invariants: nothing polls - with nothing to run, nothing due and nothing to draw, the loop waits
 * without a time limit. A slice of the program is at most about LOOP_SLICE long, so that a key is
 * never kept waiting; frames are at least LOOP_FRAME apart, except the one that answers a key.
 *
 * It is built on ppoll(2), not on epoll: the few descriptors are named anew every turn, so one that
 * was closed and whose number came back (the app's watch, at every change of lesson) cannot be
 * mistaken, and time limits are exact to the nanosecond on any kernel.
 */
#ifndef LOOP_LOOP_H
#define LOOP_LOOP_H

#include <stdbool.h>
#include <stdint.h>

#include "app.h"

enum { LOOP_WATCHES = 6, LOOP_SLICE = 2000000, LOOP_FRAME = 33333333 }; /* ns */
enum { LOOP_TRIES = 10, LOOP_REST = 20000000 /* ns */ }; /* of a wait that fails */

/* Whoever owns the screen; a member that is NULL does not care. */
struct loop_screen {
	bool (*can_draw)(void *context);
	void (*draw)(void *context);
	/* The screen's own next deadline, ns of CLOCK_MONOTONIC, UINT64_MAX: none; and its act. */
	uint64_t (*deadline)(const void *context);
	void (*due)(void *context);
	/* A signal came; true when the loop needs do nothing more about it. */
	bool (*signal)(void *context, int signal_number);
};

struct loop {
	struct app *app;
	const struct loop_screen *screen; /* NULL without one */
	void *screen_context;
	struct {
		int fd;
		short events; /* of poll(2) */
		void (*ready)(void *context);
		void *context;
	} watches[LOOP_WATCHES];
	unsigned watch_count;
	int signals;
	int ended_by; /* the signal that ended the program, 0 none */
	int fault; /* errno of a wait that failed until it was given up, 0 none */
	unsigned failed; /* how many waits in a row have failed */
	bool is_urgent; /* a key waits for its answer: draw whatever the pace */
	uint64_t next_frame; /* ns */
	uint64_t turned_at; /* ns: whatever was due by then has been done */
};

/* Takes over signals; dies when the kernel refuses. */
void loop_open(struct loop *loop, struct app *app);
void loop_close(struct loop *loop);

void loop_set_screen(struct loop *loop, const struct loop_screen *screen, void *context);

/* Calls ready(context) whenever fd can be read, or has come to its end. */
void loop_watch(struct loop *loop, int fd, void (*ready)(void *context), void *context);
/* From now on also when it can be written, or no longer so. */
void loop_watch_output(struct loop *loop, int fd, bool wanted);

/* Runs until app->wants_quit. A signal that ends programs sets it, and ended_by; so does a wait
 * that fails again and again, and fault. Between two tries it rests, and signals are heard. */
void loop_run(struct loop *loop);

#endif
