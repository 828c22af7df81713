/*
 * What the kernel holds for each socket of the program: connections nobody has accepted, bytes
 * nobody has read, bytes the other side has not got. All of it is REAL, and was asked of the
 * kernel when the event was recorded; this file asks nobody.
 */
#include <netinet/tcp.h>
#include <string.h>

#include "base/show.h"
#include "base/text.h"
#include "view/kernel_form.h"
#include "view/signs.h"

/* TCP states as linux/tcp_states.h numbers them, by the names that ss(8) and RFC 9293 share. */
static const char *const tcp_states[] = {
	"-",         "ESTABLISHED", "SYN_SENT",   "SYN_RECV", "FIN_WAIT1", "FIN_WAIT2",
	"TIME_WAIT", "CLOSED",      "CLOSE_WAIT", "LAST_ACK", "LISTEN",    "CLOSING",
};

enum { LEAST_PEER = 8 }; /* columns: with less room nothing is said of the other side */

static const char *state_name(const struct model_socket *s)
{
	return s->tcp_state < sizeof tcp_states / sizeof *tcp_states ? tcp_states[s->tcp_state]
	                                                             : "-";
}

static bool happened(const struct model *m, enum event_kind kind, uint32_t socket)
{
	for (unsigned i = 0; i < m->change_count; i++)
		if (m->change[i].kind == kind && m->change[i].number[0] == socket)
			return true;
	return false;
}

/* Open, or closed in this step: then it is shown once more. */
static bool is_shown(const struct model *m, uint32_t socket)
{
	int descriptor = m->sockets[socket].descriptor;
	return descriptor > 0 || (descriptor < 0 && happened(m, EVENT_CLOSE, socket));
}

/* Where rows are drawn; `rest` is the box of all columns but the name's. */
struct rows {
	struct canvas *c;
	struct box in, rest;
	const struct model *m;
	const struct view *v;
	struct kernel_form form;
};

static void say_at(const struct rows *r, int row, int column, enum role role, const char *text)
{
	canvas_text(r->c, r->rest, row, column, role, text);
}

/* "unread 12 B", with numbers above nothing standing out; returns the column after its field. */
static int draw_queue(const struct rows *r, int row, int column, const char *const word[2],
                      uint32_t count)
{
	const struct view *v = r->v;
	const char *what = word[v->language];
	const char *bytes = view_say(v, "B", "Б"), *kibibytes = view_say(v, "KiB", "КиБ");
	bool is_big = count >= 100000;
	int after = canvas_printf(r->c, r->rest, row, column, count ? ROLE_STRONG : ROLE_QUIET,
	                          "%s %u %s", what, is_big ? count / 1024 : count,
	                          is_big ? kibibytes : bytes);
	return most(after + KERNEL_GAP, column + kernel_queue_columns(what, r->form.is_wide));
}

/* "nc, pid 4711", or "nc 4711" where there is no room for it. */
static void draw_peer(const struct rows *r, int row, int column, bool is_builtin, const char *peer)
{
	static const char between[] = ", pid ";
	char who[4 * MODEL_PEER];
	show(who, sizeof who, peer, strnlen(peer, MODEL_PEER));
	char *pid = strstr(who, between);
	int width = text_columns(who, strlen(who));
	if (pid && column + width > r->rest.columns) {
		char *number = pid + sizeof between - 1;
		memmove(pid + 1, number, strlen(number) + 1);
		*pid = ' ';
	}
	if (column + LEAST_PEER <= r->rest.columns)
		say_at(r, row, column, ROLE_TEXT,
		       is_builtin ? view_say(r->v, "built-in", "встроенный") : who);
}

static bool has_state_column(const struct rows *r)
{
	return r->form.state < r->form.queues;
}

static void draw_port(const struct rows *r, int row, enum role role, unsigned port)
{
	if (port)
		canvas_printf(r->c, r->rest, row, r->form.port, role, ":%u", port);
	else
		say_at(r, row, r->form.port, ROLE_QUIET, "-");
}

/* "fd 5", and the port where it has a column of its own, or one to share. */
static void draw_place(const struct rows *r, int row, enum role role, const struct model_socket *s)
{
	bool is_shared = r->form.port == KERNEL_PLACE_AT;
	if (!is_shared)
		draw_port(r, row, role, s->port);
	if (s->descriptor >= 0)
		canvas_printf(r->c, r->rest, row, KERNEL_PLACE_AT, role, "fd %d", s->descriptor);
	else if (is_shared)
		draw_port(r, row, role, s->port);
}

/* Full is more than listen() was told: Linux lets one more in than that. */
static void draw_listener(const struct rows *r, int row, const struct model_socket *s)
{
	const struct view *v = r->v;
	enum role role = s->unread ? ROLE_STRONG : ROLE_QUIET;
	const char *state = s->tcp_state ? state_name(s) : "LISTEN";
	int column = r->form.queues;
	if (has_state_column(r))
		say_at(r, row, r->form.state, ROLE_TEXT, state);
	if (r->form.port == KERNEL_PLACE_AT) /* the descriptor is there */
		column = KERNEL_GAP +
		         canvas_printf(r->c, r->rest, row, column, ROLE_TEXT, ":%u", s->port);
	if (s->unread > s->unsent)
		canvas_printf(r->c, r->rest, row, column, role,
		              view_say(v, "waiting to be accepted  %u: full",
		                       "ждут accept()  %u: очередь полна"),
		              s->unread);
	else
		canvas_printf(
			r->c, r->rest, row, column, role,
			view_say(v, "waiting to be accepted  %u of %u", "ждут accept()  %u из %u"),
			s->unread, s->unsent);
}

/* Without room for all, what is out of the ordinary. */
static void draw_narrow(const struct rows *r, int row, const struct model_socket *s,
                        const char *state)
{
	int column = r->form.queues;
	bool is_usual = s->tcp_state == TCP_ESTABLISHED && !s->is_silent;
	if (s->unread || (is_usual && !s->unsent))
		column = draw_queue(r, row, column, kernel_unread, s->unread);
	if (s->unsent)
		column = draw_queue(r, row, column, kernel_unsent, s->unsent);
	if (!is_usual)
		say_at(r, row, column, s->is_silent ? ROLE_ERROR : ROLE_TEXT, state);
	else
		draw_peer(r, row, column, s->is_builtin, s->peer);
}

static void draw_connection(const struct rows *r, int row, const struct model_socket *s)
{
	const char *state = s->is_silent ? view_say(r->v, "silent", "молчит") : state_name(s);
	if (!s->name && !s->tcp_state && r->form.port == KERNEL_PLACE_AT) { /* bound, no more */
		canvas_printf(r->c, r->rest, row, r->form.state, ROLE_TEXT, ":%u", s->port);
		return;
	}
	if (!has_state_column(r)) {
		draw_narrow(r, row, s, state);
		return;
	}
	say_at(r, row, r->form.state, s->is_silent ? ROLE_ERROR : ROLE_TEXT, state);
	if (!s->tcp_state)
		return;
	int column = draw_queue(r, row, r->form.queues, kernel_unread, s->unread);
	column = draw_queue(r, row, column, kernel_unsent, s->unsent);
	draw_peer(r, row, column, s->is_builtin, s->peer);
}

static void draw_socket(const struct rows *r, int row, uint32_t id)
{
	const struct model_socket *s = &r->m->sockets[id];
	const struct view *v = r->v;
	bool has_come = happened(r->m, EVENT_SOCKET, id), has_left = s->descriptor < 0;
	enum role role = has_left ? ROLE_GONE : has_come ? ROLE_CHANGED : ROLE_TEXT;
	canvas_text(r->c, r->in, row, 0, role,
	            has_left   ? sign_mark(v, SIGN_GONE)
	            : has_come ? sign_mark(v, SIGN_CAME)
	                       : " ");
	if (s->name)
		canvas_printf(r->c, r->in, row, 1, role, "client%u", s->name);
	else
		canvas_text(r->c, r->in, row, 1, role, "server");
	draw_place(r, row, role, s);
	if (has_left)
		say_at(r, row, r->form.state, role, view_say(v, "closed", "закрыт"));
	else if (r->m->has_ended)
		say_at(r, row, r->form.state, ROLE_QUIET,
		       view_say(v, "closed: the program has ended",
		                "закрыт: программа завершилась"));
	else if (s->is_listening)
		draw_listener(r, row, s);
	else if (!s->port) /* before bind() */
		say_at(r, row, r->form.state, ROLE_QUIET,
		       view_say(v, "no port yet", "порта ещё нет"));
	else
		draw_connection(r, row, s);
}

static void draw_waiting(const struct rows *r, int row, unsigned i)
{
	const struct model_waiting *w = &r->m->waiting[i];
	if (w->name)
		canvas_printf(r->c, r->in, row, 1, ROLE_STRONG, "client%u", w->name);
	else
		canvas_text(r->c, r->in, row, 1, ROLE_QUIET, view_say(r->v, "queued", "ожидает"));
	draw_port(r, row, ROLE_STRONG, w->port);
	if (has_state_column(r))
		say_at(r, row, r->form.state, ROLE_STRONG,
		       view_say(r->v, "not accepted", "не принят"));
	int column = draw_queue(r, row, r->form.queues, kernel_unread, w->unread);
	draw_peer(r, row, column, w->name != 0, w->who);
}

/* Row number i of those who wait: the described, then who was reset, then those beyond whom only
 * their number is known. */
static void draw_queued(const struct rows *r, int row, unsigned i)
{
	const struct view *v = r->v;
	if (i < r->m->waiting_count) {
		draw_waiting(r, row, i);
		return;
	}
	bool was_reset = i < r->m->waiting_count + r->m->resets;
	canvas_text(r->c, r->in, row, 1, ROLE_QUIET, view_say(v, "queued", "ожидает"));
	draw_port(r, row, ROLE_QUIET, 0);
	say_at(r, row, r->form.state, was_reset ? ROLE_ERROR : ROLE_STRONG,
	       was_reset ? view_say(v, "reset before accepted: it is handed out all the same",
	                            "сброс до accept(): его всё равно отдадут")
	                 : view_say(v, "not accepted", "не принят"));
	if (!was_reset && has_state_column(r))
		say_at(r, row, r->form.queues, ROLE_QUIET,
		       view_say(v, "one of those not looked at singly",
		                "по отдельности не рассмотрен"));
}

/* A recording may tell any number. */
static int count_queued(const struct model *m)
{
	enum { MOST = 1 << 20 };
	return m->queued < MOST ? (int)m->queued : MOST;
}

/* How far names of more than one digit push everything behind them to the right. */
static int name_excess(const struct model *m)
{
	uint32_t highest = 0;
	int excess = 0;
	for (uint32_t i = 0; i < m->socket_count; i++)
		if (m->sockets[i].name > highest && is_shown(m, i))
			highest = m->sockets[i].name;
	for (; highest > 9; highest /= 10)
		excess++;
	return excess;
}

static int count_shown(const struct model *m, bool are_clients)
{
	int count = 0;
	for (uint32_t i = 0; i < m->socket_count; i++)
		count += is_shown(m, i) && (m->sockets[i].name != 0) == are_clients;
	return count;
}

/* A selector's sockets, -1 where the program has no selector: on Linux it is an epoll, and the list
 * of what is waited for lies in the kernel. */
static int watched_sockets(const struct model *m, const struct view *v)
{
	for (unsigned i = 0; i < STAGE_COLLECTIONS; i++)
		if (v->program->twin->collections[i].kind == COLLECTION_SELECTOR &&
		    m->collections[i].born && !m->has_ended)
			return (int)m->collections[i].dict.length;
	return -1;
}

static void draw_watched(const struct rows *r, int row, int sockets)
{
	canvas_text(r->c, r->in, row, 1, ROLE_TEXT, "epoll");
	canvas_printf(r->c, r->in, row, KERNEL_PLACE_AT + KERNEL_PLACE, ROLE_TEXT,
	              view_say(r->v, "the kernel keeps the list of sockets to watch:  %d",
	                       "список сокетов, за которыми следить, хранит ядро:  %d"),
	              sockets);
}

/* Whom the tool has turned away, beyond the loopback; the program has not seen them. */
static void draw_refused(const struct rows *r, int row)
{
	const struct model *m = r->m;
	uint32_t a = m->refused_address;
	canvas_text(r->c, r->in, row, 1, ROLE_ERROR, view_say(r->v, "refused", "отказано"));
	canvas_printf(r->c, r->in, row, KERNEL_PLACE_AT + KERNEL_PLACE, ROLE_TEXT,
	              view_say(r->v, "%u, the last from %u.%u.%u.%u: too many at once",
	                       "%u, последний с %u.%u.%u.%u: слишком много сразу"),
	              m->refused, a >> 24, a >> 16 & 255, a >> 8 & 255, a & 255);
}

/* The list of sockets to watch, listeners, whom they turned away, who waits for them, connections:
 * row number `row` of all is drawn at row `row - top` when that lies within the pane. */
static void draw_rows(struct canvas *c, struct box in, int top, const struct model *m,
                      const struct view *v)
{
	int row = -top, excess = name_excess(m), sockets = watched_sockets(m, v);
	struct box rest = {in.row, in.column + excess, in.rows, in.columns - excess};
	const struct rows r = {c, in, rest, m, v, kernel_form(v, rest.columns)};
	if (sockets >= 0 && row++ >= 0)
		draw_watched(&r, row - 1, sockets);
	for (uint32_t i = 0; i < m->socket_count; i++)
		if (is_shown(m, i) && m->sockets[i].name == 0 && row++ >= 0)
			draw_socket(&r, row - 1, i);
	if (m->refused && row++ >= 0 && row <= in.rows)
		draw_refused(&r, row - 1);
	int first = row, queued = count_queued(m);
	for (int i = most(-first, 0); i < queued && first + i < in.rows; i++)
		draw_queued(&r, first + i, (unsigned)i);
	row += queued;
	for (uint32_t i = 0; i < m->socket_count && row < in.rows; i++)
		if (is_shown(m, i) && m->sockets[i].name != 0 && row++ >= 0)
			draw_socket(&r, row - 1, i);
}

/* The connections that the line just run made, closed, read from or wrote to; `row` is that of the
 * first one. */
static struct span find_changed(const struct model *m, int row)
{
	struct span rows = {row, row - 1};
	uint32_t lowest = UINT32_MAX, highest = 0;
	for (unsigned i = 0; i < m->change_count; i++) {
		const struct event *e = &m->change[i];
		if (e->kind != EVENT_SOCKET && e->kind != EVENT_CLOSE && e->kind != EVENT_RECV &&
		    e->kind != EVENT_SEND)
			continue;
		lowest = e->number[0] < lowest ? e->number[0] : lowest;
		highest = e->number[0] > highest ? e->number[0] : highest;
	}
	for (uint32_t i = 0; i <= highest && i < m->socket_count; i++) {
		if (!is_shown(m, i) || m->sockets[i].name == 0)
			continue;
		rows.first += i < lowest;
		rows.last++;
	}
	return rows;
}

static void draw(struct canvas *c, const struct place *at, const struct model *m, struct view *v)
{
	place_border(c, at, v, PANE_KERNEL, NULL, sign_real(v), ROLE_REAL);
	struct box in = place_inside(at);
	int header = count_shown(m, false) + (watched_sockets(m, v) >= 0) + (m->refused > 0);
	int rest = count_queued(m) + count_shown(m, true);
	if (!header && !rest) {
		canvas_text(c, in, 0, 1, ROLE_QUIET, view_say(v, "(no sockets)", "(сокетов нет)"));
		return;
	}
	/* Where there is room the listener stays in sight, whatever is below it. */
	int pinned = in.rows > header + 1 ? header : 0;
	struct box above = {in.row, in.column, pinned, in.columns};
	draw_rows(c, above, 0, m, v);
	in.row += pinned;
	in.rows -= pinned;
	rest += header - pinned;
	struct span changed = find_changed(m, rest - count_shown(m, true));
	int stands = view_follow(v, PANE_KERNEL, &v->stands[PANE_KERNEL], rest, in.rows, changed);
	int top = view_scroll(v, PANE_KERNEL, rest, in.rows, stands);
	top = view_edges(c, &in, v, rest, top);
	draw_rows(c, in, pinned + top, m, v);
}

const struct pane kernel_pane = {.name = {"kernel", "ядро"}, .rows = 4, .draw = draw};
