/* Room for clients: how many the limit on descriptors leaves, and when that is told. */
#include "app.h"

#include "base/fd.h"

enum { MANY = 100 /* clients: who asks for more may ask for very many */ };

bool app_has_room(struct app *app, unsigned long clients)
{
	size_t taken = fd_count_open() + clients_not_accepted(app->clients);
	size_t fit = fd_limit() > taken ? (fd_limit() - taken) / 2 : 0;
	if (clients <= fit)
		return true;
	app_refuse(app,
	           "Room for %zu more: each client takes 2 of the %zu files that may be open here.",
	           "Место есть ещё для %zu: каждый клиент занимает 2 из %zu разрешённых файлов.",
	           fit, fd_limit());
	return false;
}

/* epoll has no limit of its own: the one on descriptors is the limit. */
static bool has_selector(const struct program *p)
{
	for (unsigned i = 0; i < STAGE_COLLECTIONS; i++)
		if (p->collections[i].kind == COLLECTION_SELECTOR)
			return true;
	return false;
}

void app_tell_limit(struct app *app, unsigned clients)
{
	bool is_near = clients > MANY && fd_limit() < APP_CLIENTS;
	if (!is_near || app->has_told_limit || !has_selector(app->view.program->twin))
		return;
	app->has_told_limit = true;
	app_say(app, "More than %zu clients cannot connect: so many files may be open here.",
	        "Больше %zu клиентов не подключить: столько файлов разрешает открыть система.",
	        fd_limit());
}
