/* Whether a server may listen where the options say; if not, why, and what to do about it. */
#include "app.h"

#include <arpa/inet.h>
#include <errno.h>
#include <string.h>

#include "base/show.h"
#include "net/holder.h"

enum { OTHER_PORTS = 100, LAST_PORT = 65535 };

/* One that is free, above `port` and near; 0, which means any, where there is none. */
static unsigned another_port(const struct app *app, unsigned port)
{
	for (unsigned p = port + 1; p <= LAST_PORT && p <= port + OTHER_PORTS; p++)
		if (net_can_listen(app->options.bind, (uint16_t)p))
			return p;
	return 0;
}

/* One without a screen hears no key. */
static bool is_headless(const struct holder *h)
{
	for (const char *word = h->arguments; *word; word += strlen(word) + 1)
		if (!strcmp(word, "--headless"))
			return true;
	return false;
}

static void say_asyncviz(struct app *app, unsigned port, const struct holder *h, unsigned other)
{
	if (h->is_stopped)
		app_refuse(app,
		           "Port %u is in use by asyncviz (pid %d), which is stopped: bring it "
		           "back with fg and press q, or start with --port %u.",
		           "Порт %u занимает asyncviz (pid %d), она приостановлена: верните её "
		           "командой fg и нажмите q или запустите эту с --port %u.",
		           port, h->process.pid, other);
	else
		app_refuse(app,
		           "Port %u is in use by asyncviz (pid %d): close it with q, or start "
		           "with --port %u.",
		           "Порт %u занимает другая asyncviz (pid %d): закройте её клавишей q или "
		           "запустите эту с --port %u.",
		           port, h->process.pid, other);
}

static void say_other(struct app *app, unsigned port, const struct holder *h, unsigned other)
{
	char name[sizeof h->process.name];
	show(name, sizeof name, h->process.name, strlen(h->process.name));
	if (h->is_stopped)
		app_refuse(app,
		           "Port %u is in use by %s (pid %d), which is stopped: end it, or start "
		           "with --port %u.",
		           "Порт %u занимает %s (pid %d), эта программа приостановлена: завершите "
		           "её или запустите asyncviz с --port %u.",
		           port, name, h->process.pid, other);
	else
		app_refuse(app,
		           "Port %u is in use by %s (pid %d): end it, or start with --port %u.",
		           "Порт %u занимает %s (pid %d): завершите эту программу или запустите "
		           "asyncviz с --port %u.",
		           port, name, h->process.pid, other);
}

static void say_in_use(struct app *app, unsigned port)
{
	struct holder h;
	unsigned other = another_port(app, port);
	if (!net_find_holder(app->options.bind, (uint16_t)port, &h))
		app_refuse(app,
		           "Port %u is in use: end the program that has it, or start with --port "
		           "%u.",
		           "Порт %u занят: завершите программу, которая его занимает, или "
		           "запустите asyncviz с --port %u.",
		           port, other);
	else if (!strcmp(h.process.name, "asyncviz") && !is_headless(&h))
		say_asyncviz(app, port, &h, other);
	else
		say_other(app, port, &h, other);
}

bool app_may_listen(struct app *app, uint16_t port)
{
	char address[INET_ADDRSTRLEN];
	if (net_can_listen(app->options.bind, port))
		return true;
	int error = errno;
	inet_ntop(AF_INET, &app->options.bind, address, sizeof address);
	if (error == EADDRINUSE)
		say_in_use(app, port);
	else
		app_refuse(app, "Cannot listen on port %u of %s: %s.",
		           "Нельзя слушать порт %u адреса %s: %s.", port, address, strerror(error));
	return false;
}
