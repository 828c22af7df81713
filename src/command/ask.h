/*
 * Asking before something is lost. A command that would end the program that runs asks first, on a
 * screen, while clients from outside are connected or a recording is written; it runs once more
 * when the answer is yes. In a script nothing is asked.
 */
#ifndef COMMAND_ASK_H
#define COMMAND_ASK_H

#include "command/command.h"

enum {
	ASK_OF_CLIENTS = 1, /* they would be disconnected */
	ASK_OF_RECORDING = 2 /* it would end here */
};

extern const struct say_forms ask_client; /* how one from outside is called */

/* Whether the command of this line may end the program now. False: a question of what would be lost
 * stands, ending with `question` ("Quit all the same?"), and the command has nothing more to do. */
bool ask_may_end(struct app *app, const char *line, unsigned of, const char *question);

/* The answer to the question that stands: y and д run the command, any other key takes it back, н
 * among them: it is no, whatever stands in its place on another layout. */
void ask_answer(struct app *app, uint32_t key);

/* Takes the question back, and runs nothing. */
void ask_no_more(struct app *app);

#endif
