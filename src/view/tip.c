/*
 * What to try while the program waits: that it need not, or what would wake it, by what it waits
 * for and who is there. Right after opening also how much has run already, where there is room.
 */
#include <netinet/tcp.h>
#include <string.h>

#include "base/text.h"
#include "view/pane.h"

/* Clients that are connected and have been accepted: one of each kind by its number, 0 none. */
struct crowd {
	uint32_t outside, builtin;
};

static bool is_ready(const struct model_socket *s)
{
	return s->descriptor > 0 &&
	       (s->unread || (!s->is_listening && s->tcp_state == TCP_CLOSE_WAIT));
}

/* Whether the program waits for one socket, m->waits_for, and not for all it has. */
static bool waits_for_one(const struct model *m)
{
	bool is_one = m->waits == CALL_ACCEPT || m->waits == CALL_RECV || m->waits == CALL_SEND;
	return is_one && m->waits_for < m->socket_count;
}

static const struct model_socket *waits_for(const struct model *m)
{
	return waits_for_one(m) ? &m->sockets[m->waits_for] : NULL;
}

/* Whether the call that the program waits in has something to return: while the program is paused
 * the kernel works on. */
static bool is_served(const struct model *m)
{
	const struct model_socket *s = waits_for(m);
	if (s)
		return m->waits == CALL_SEND ? s->tcp_state && !s->unsent : is_ready(s);
	for (uint32_t i = 0; i < m->socket_count; i++)
		if (is_ready(&m->sockets[i]))
			return true;
	return false;
}

/* Those whose bytes would end this wait: accept() hears of nobody who is there already. */
static struct crowd who_could(const struct model *m)
{
	struct crowd crowd = {0};
	bool is_one = waits_for_one(m);
	for (uint32_t i = 0; i < m->socket_count; i++) {
		const struct model_socket *s = &m->sockets[i];
		if ((is_one && i != m->waits_for) || s->descriptor <= 0 || s->is_listening)
			continue;
		*(s->is_builtin ? &crowd.builtin : &crowd.outside) = s->name;
	}
	return crowd;
}

static void add_newcomer(struct bytes *out, const struct view *v)
{
	bytes_addf(out, "nc 127.0.0.1 %s", view_port(v));
}

static void add_builtin(struct bytes *out, uint32_t client)
{
	bytes_addf(out, ":send client%u hi", client);
}

static void add_or(struct bytes *out, const struct view *v)
{
	bytes_add_text(out, view_say(v, "   or   ", "   или   "));
}

/* recv() waits for one client, who can only be waited for. */
static void add_for_one(struct bytes *out, const struct crowd *crowd, const struct view *v)
{
	if (crowd->builtin)
		add_builtin(out, crowd->builtin);
	else
		bytes_addf(out,
		           view_say(v, "type something in nc (client%u)",
		                    "напишите что-нибудь в nc (client%u)"),
		           crowd->outside);
}

/* Whoever is there can do something, and where one kind is missing it can come. */
static void add_for_all(struct bytes *out, const struct crowd *crowd, const struct view *v)
{
	if (crowd->outside)
		bytes_add_text(out,
		               view_say(v, "type something in nc", "напишите что-нибудь в nc"));
	else if (crowd->builtin)
		add_builtin(out, crowd->builtin);
	else
		add_newcomer(out, v);
	add_or(out, v);
	if (crowd->outside && crowd->builtin)
		add_builtin(out, crowd->builtin);
	else if (crowd->builtin)
		add_newcomer(out, v);
	else
		bytes_add_text(out, ":connect");
}

/* What would end the wait, as it is typed; nothing where nobody can end it by hand. */
static void add_what(struct bytes *out, const struct model *m, const struct view *v)
{
	const struct crowd crowd = who_could(m);
	const struct model_socket *s = waits_for(m);
	if (m->waits == CALL_SEND && s && s->is_builtin)
		bytes_addf(out, ":read client%u on", s->name);
	else if (m->waits == CALL_RECV)
		add_for_one(out, &crowd, v);
	else if (m->waits != CALL_SEND)
		add_for_all(out, &crowd, v);
}

/* What has run before anybody could look, at the moment in which opening came to rest. */
static void add_opening(struct bytes *out, const struct model *m, const struct view *v)
{
	static const struct say_forms count = {{"line has", "lines have"},
	                                       {"строка", "строки", "строк"}},
				      has_run = {{"run", "run"},
	                                         {"выполнена", "выполнены", "выполнено"}};
	unsigned long lines = (unsigned long)v->opened_at - 1;
	if (v->opened_at < 2 || m->step != v->opened_at)
		return;
	const char *word = say_counted(v->language, lines, &count);
	const char *verb = say_counted(v->language, lines, &has_run);
	if (v->language == RUSSIAN)
		bytes_addf(out, "Сервер открыт, %s %lu %s: Home их покажет.", verb, lines, word);
	else
		bytes_addf(out, "%lu %s %s to open the server: Home shows them.", lines, word,
		           verb);
}

static int width(const struct bytes *text)
{
	return text_columns(bytes_text(text), text->length);
}

/* An opening that has no room for it stays away: what to do comes first. */
static void add_try(struct bytes *tip, struct bytes *opening, const struct bytes *what,
                    const struct view *v, int columns)
{
	bytes_addf(tip, view_say(v, "Try:  %s", "Попробуйте:  %s"), bytes_text(what));
	if (opening->length && width(opening) + TIP_GAP + width(tip) > columns) {
		bytes_clear(tip);
		add_newcomer(tip, v);
	}
	if (width(opening) + TIP_GAP + width(tip) <= columns)
		return;
	bytes_clear(tip);
	bytes_clear(opening);
	bytes_addf(tip, view_say(v, "Try:  %s", "Попробуйте:  %s"), bytes_text(what));
}

bool tip_add(struct bytes *tip, struct bytes *opening, const struct model *m, const struct view *v,
             int columns)
{
	bool waits = m->sockets && m->waits && m->waits != CALL_COMPUTE && !m->has_ended &&
	             v->is_live && !v->is_recording;
	struct bytes what = {0};
	if (!waits || !*view_port(v))
		return false;
	if (v->pace == PACE_PAUSED && is_served(m)) {
		bytes_add_text(tip, view_say(v, "Something is ready: press s to go on.",
		                             "Что-то готово: нажмите s."));
		return true;
	}
	add_what(&what, m, v);
	if (what.length) {
		add_opening(opening, m, v);
		add_try(tip, opening, &what, v, columns);
	}
	bytes_free(&what);
	return tip->length > 0;
}
