/* No terminal: a script's commands, or a lesson served at full speed until a signal comes. */
#ifndef BATCH_H
#define BATCH_H

#include "app.h"

/* Both return the exit status: 0 done, 1 failed. What went wrong was said on standard error. */

/* Runs the commands of options->script ("-": standard input), virtual time, no screen. */
int batch_script(const struct options *options);

/* Runs the lesson, recording, until SIGINT or SIGTERM. Only the program's own calls sleep. */
int batch_serve(const struct options *options);

#endif
