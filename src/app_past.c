/*
 * What comes in the present while the past is looked at: the program stands still, the kernel does
 * not. Told by comparing the present with what it was when somebody looked away.
 */
#include "app.h"

#include <netinet/tcp.h>
#include <stdlib.h>
#include <string.h>

#include "base/die.h"

enum { NAMED = 2 /* of what has come; with more of it a row of 80 columns would be full */ };

static void look_away(struct app_left *left, const struct model *m)
{
	left->sockets = xreallocarray(left->sockets, m->socket_count + 1, sizeof *left->sockets);
	left->count = m->socket_count;
	for (uint32_t i = 0; i < m->socket_count; i++)
		left->sockets[i] = (struct app_left_socket){m->sockets[i].unread,
		                                            m->sockets[i].tcp_state};
	left->queued = m->queued;
	left->waiting_count = m->waiting_count;
	memcpy(left->waiting, m->waiting, sizeof left->waiting);
	left->is_away = true;
}

static bool is_in_present(const struct model *m, uint32_t socket)
{
	const struct model_socket *s = &m->sockets[socket];
	return s->descriptor > 0 && !s->is_listening && s->name;
}

/* A sentence in the making: of many clients the first are named, the others counted. */
struct news {
	struct bytes text;
	enum language language;
	unsigned count;
};

static bool has_room_for_one_more(struct news *news)
{
	if (news->count++ >= NAMED)
		return false;
	if (news->count > 1)
		bytes_add_text(&news->text, ", ");
	return true;
}

static void add_sent(struct news *news, const char *who, uint32_t bytes)
{
	if (has_room_for_one_more(news))
		bytes_addf(&news->text,
		           news->language == RUSSIAN ? "%s прислал %u Б" : "%s has sent %u B", who,
		           bytes);
}

static void add_gone(struct news *news, const char *who)
{
	if (has_room_for_one_more(news))
		bytes_addf(&news->text, news->language == RUSSIAN ? "%s ушёл" : "%s has left", who);
}

static void add_connected(struct news *news, uint32_t clients)
{
	if (has_room_for_one_more(news))
		bytes_addf(&news->text,
		           news->language == RUSSIAN ? "подключилось клиентов: %u"
		                                     : "clients that have connected: %u",
		           clients);
}

/* Of those who wait to be accepted; each has a port of its own. */
static void add_waiting(struct news *news, const struct app_left *left, const struct model *m)
{
	for (unsigned i = 0; i < m->waiting_count; i++) {
		const struct model_waiting *w = &m->waiting[i];
		uint32_t before = 0;
		char who[32];
		for (unsigned k = 0; k < left->waiting_count; k++)
			if (left->waiting[k].port == w->port)
				before = left->waiting[k].unread;
		snprintf(who, sizeof who, w->name ? "client%u" : ":%u",
		         w->name ? w->name : w->port);
		if (w->unread > before)
			add_sent(news, who, w->unread - before);
	}
}

static void add_connections(struct news *news, const struct app_left *left, const struct model *m)
{
	for (uint32_t i = 0; i < m->socket_count && i < left->count; i++) {
		const struct model_socket *s = &m->sockets[i];
		char who[32];
		if (!is_in_present(m, i))
			continue;
		snprintf(who, sizeof who, "client%u", s->name);
		if (s->unread > left->sockets[i].unread)
			add_sent(news, who, s->unread - left->sockets[i].unread);
		if (s->tcp_state == TCP_CLOSE_WAIT && left->sockets[i].tcp_state != TCP_CLOSE_WAIT)
			add_gone(news, who);
	}
}

static void tell(struct view *v, const struct app_left *left, const struct model *m)
{
	struct news news = {.language = v->language};
	add_connections(&news, left, m);
	if (m->queued > left->queued)
		add_connected(&news, m->queued - left->queued);
	add_waiting(&news, left, m);
	if (news.count > NAMED)
		bytes_addf(&news.text, v->language == RUSSIAN ? ", и ещё: %u" : ", and %u more",
		           news.count - NAMED);
	snprintf(v->news, sizeof v->news, "%s", bytes_text(&news.text));
	bytes_free(&news.text);
}

void app_tell_news(struct app *app)
{
	app->view.news[0] = '\0';
	if (app->cursor == HISTORY_NOW || !app->stage) {
		app->away.is_away = false;
		return;
	}
	if (!app->present.trace)
		history_open(&app->present, app->trace);
	const struct model *m = history_at(&app->present, HISTORY_NOW);
	if (!app->away.is_away)
		look_away(&app->away, m);
	else
		tell(&app->view, &app->away, m);
}

void app_forget_past(struct app *app)
{
	if (app->present.trace)
		history_close(&app->present);
	free(app->away.sockets);
	app->present = (struct history){0};
	app->away = (struct app_left){0};
}
