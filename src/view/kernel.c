/*
 * What the kernel holds for each socket of the program: connections nobody has accepted, bytes
 * nobody has read, bytes the other side has not got. All of it is REAL, and was asked of the
 * kernel when the event was recorded; this file asks nobody.
 */
#include <string.h>

#include "base/show.h"
#include "base/text.h"
#include "view/pane.h"

/* TCP states as linux/tcp_states.h numbers them, by the names that ss(8) and RFC 9293 share. */
static const char *const tcp_states[] = {
	"-",         "ESTABLISHED", "SYN_SENT",   "SYN_RECV", "FIN_WAIT1", "FIN_WAIT2",
	"TIME_WAIT", "CLOSED",      "CLOSE_WAIT", "LAST_ACK", "LISTEN",    "CLOSING",
};

enum {
	COLUMN_PORT = 9,
	COLUMN_STATE = 16,
	COLUMN_QUEUES = 29,
	LEAST_PEER = 8, /* with less room nothing is said of the other side */
	GAP = 2, /* behind a field */
	WIDE = 96 /* columns: from here on words are long, and large numbers push nothing */
};

/* What bytes are called, where room is short and where it is not, by language. */
static const char *const unread_words[2][2] = {{"unread", "к чтению"}, {"unread", "не прочитано"}};
static const char *const unsent_words[2][2] = {{"unsent", "к отправке"},
                                               {"unsent", "не отправлено"}};

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

/* "unread 12 B", with numbers above nothing standing out; returns the column after its field. */
static int draw_queue(struct canvas *c, struct box in, int row, int column, const struct view *v,
                      const char *const words[2][2], uint32_t count)
{
	bool is_wide = in.columns >= WIDE;
	const char *what = words[is_wide][v->language];
	const char *bytes = view_say(v, "B", "Б"), *kibibytes = view_say(v, "KiB", "КиБ");
	bool is_big = count >= 100000;
	int after = canvas_printf(c, in, row, column, count ? ROLE_STRONG : ROLE_QUIET, "%s %u %s",
	                          what, is_big ? count / 1024 : count, is_big ? kibibytes : bytes);
	int digits = is_wide ? 5 : 2;
	int field = text_columns(what, strlen(what)) + 1 + digits + 2 + GAP;
	return most(after + GAP, column + field);
}

/* "nc, pid 4711", or "nc 4711" where there is no room for it. */
static void draw_peer(struct canvas *c, struct box in, int row, int column, const struct view *v,
                      bool is_builtin, const char *peer)
{
	static const char between[] = ", pid ";
	char who[4 * MODEL_PEER];
	show(who, sizeof who, peer, strnlen(peer, MODEL_PEER));
	char *pid = strstr(who, between);
	int width = text_columns(who, strlen(who));
	if (pid && column + width > in.columns) {
		char *number = pid + sizeof between - 1;
		memmove(pid + 1, number, strlen(number) + 1);
		*pid = ' ';
	}
	if (column + LEAST_PEER <= in.columns)
		canvas_text(c, in, row, column, ROLE_TEXT,
		            is_builtin ? view_say(v, "built-in", "встроенный") : who);
}

/* Full is more than listen() was told: Linux lets one more in than that. */
static void draw_listener(struct canvas *c, struct box in, int row, const struct view *v,
                          const struct model_socket *s)
{
	enum role role = s->unread ? ROLE_STRONG : ROLE_QUIET;
	canvas_text(c, in, row, COLUMN_STATE, ROLE_TEXT, s->tcp_state ? state_name(s) : "LISTEN");
	if (s->unread > s->unsent)
		canvas_printf(c, in, row, COLUMN_QUEUES, role,
		              view_say(v, "waiting to be accepted  %u: full",
		                       "ждут accept()  %u: очередь полна"),
		              s->unread);
	else
		canvas_printf(
			c, in, row, COLUMN_QUEUES, role,
			view_say(v, "waiting to be accepted  %u of %u", "ждут accept()  %u из %u"),
			s->unread, s->unsent);
}

static void draw_connection(struct canvas *c, struct box in, int row, const struct view *v,
                            const struct model_socket *s)
{
	canvas_text(c, in, row, COLUMN_STATE, s->is_silent ? ROLE_ERROR : ROLE_TEXT,
	            s->is_silent ? view_say(v, "silent", "молчит") : state_name(s));
	if (!s->tcp_state)
		return;
	int column = draw_queue(c, in, row, COLUMN_QUEUES, v, unread_words, s->unread);
	column = draw_queue(c, in, row, column, v, unsent_words, s->unsent);
	draw_peer(c, in, row, column, v, s->is_builtin, s->peer);
}

static void draw_port(struct canvas *c, struct box in, int row, enum role role, unsigned port)
{
	if (port)
		canvas_printf(c, in, row, COLUMN_PORT, role, ":%u", port);
	else
		canvas_text(c, in, row, COLUMN_PORT, ROLE_QUIET, "-");
}

/* `rest` is the box of all columns but the name's. */
static void draw_socket(struct canvas *c, struct box in, struct box rest, int row,
                        const struct model *m, const struct view *v, uint32_t id)
{
	const struct model_socket *s = &m->sockets[id];
	bool has_come = happened(m, EVENT_SOCKET, id), has_left = s->descriptor < 0;
	enum role role = has_left ? ROLE_GONE : has_come ? ROLE_CHANGED : ROLE_TEXT;
	canvas_text(c, in, row, 0, role, has_left ? "←" : has_come ? "→" : " ");
	if (s->name)
		canvas_printf(c, in, row, 1, role, "client%u", s->name);
	else
		canvas_text(c, in, row, 1, role, "server");
	draw_port(c, rest, row, role, s->port);
	if (has_left)
		canvas_text(c, rest, row, COLUMN_STATE, role, view_say(v, "closed", "закрыт"));
	else if (m->has_ended)
		canvas_text(c, rest, row, COLUMN_STATE, ROLE_QUIET,
		            view_say(v, "closed: the program has ended",
		                     "закрыт: программа завершилась"));
	else if (s->is_listening)
		draw_listener(c, rest, row, v, s);
	else if (!s->port) /* before bind() */
		canvas_text(c, rest, row, COLUMN_PORT, ROLE_QUIET,
		            view_say(v, "no port yet", "порта ещё нет"));
	else
		draw_connection(c, rest, row, v, s);
}

static void draw_waiting(struct canvas *c, struct box in, struct box rest, int row,
                         const struct model *m, const struct view *v, unsigned i)
{
	const struct model_waiting *w = &m->waiting[i];
	if (w->name)
		canvas_printf(c, in, row, 1, ROLE_STRONG, "client%u", w->name);
	else
		canvas_text(c, in, row, 1, ROLE_QUIET, view_say(v, "queued", "ожидает"));
	draw_port(c, rest, row, ROLE_STRONG, w->port);
	canvas_text(c, rest, row, COLUMN_STATE, ROLE_STRONG,
	            view_say(v, "not accepted", "не принят"));
	int column = draw_queue(c, rest, row, COLUMN_QUEUES, v, unread_words, w->unread);
	draw_peer(c, rest, row, column, v, w->name != 0, w->who);
}

/* Row number i of those who wait: the described, then who was reset, then those beyond whom only
 * their number is known. */
static void draw_queued(struct canvas *c, struct box in, struct box rest, int row,
                        const struct model *m, const struct view *v, unsigned i)
{
	if (i < m->waiting_count) {
		draw_waiting(c, in, rest, row, m, v, i);
		return;
	}
	bool was_reset = i < m->waiting_count + m->resets;
	canvas_text(c, in, row, 1, ROLE_QUIET, view_say(v, "queued", "ожидает"));
	draw_port(c, rest, row, ROLE_QUIET, 0);
	canvas_text(c, rest, row, COLUMN_STATE, was_reset ? ROLE_ERROR : ROLE_STRONG,
	            was_reset ? view_say(v, "reset before accepted: it is handed out all the same",
	                                 "сброс до accept(): его всё равно отдадут")
	                      : view_say(v, "not accepted", "не принят"));
	if (!was_reset)
		canvas_text(c, rest, row, COLUMN_QUEUES, ROLE_QUIET,
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

static void draw_watched(struct canvas *c, struct box in, int row, const struct view *v,
                         int sockets)
{
	canvas_text(c, in, row, 1, ROLE_TEXT, "epoll");
	canvas_printf(c, in, row, COLUMN_STATE, ROLE_TEXT,
	              view_say(v, "the kernel keeps the list of sockets to watch:  %d",
	                       "список сокетов, за которыми следить, хранит ядро:  %d"),
	              sockets);
}

/* Whom the tool has turned away, beyond the loopback; the program has not seen them. */
static void draw_refused(struct canvas *c, struct box in, int row, const struct model *m,
                         const struct view *v)
{
	uint32_t a = m->refused_address;
	canvas_text(c, in, row, 1, ROLE_ERROR, view_say(v, "refused", "отказано"));
	canvas_printf(c, in, row, COLUMN_STATE, ROLE_TEXT,
	              view_say(v, "%u, the last from %u.%u.%u.%u: too many at once",
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
	if (sockets >= 0 && row++ >= 0)
		draw_watched(c, in, row - 1, v, sockets);
	for (uint32_t i = 0; i < m->socket_count; i++)
		if (is_shown(m, i) && m->sockets[i].name == 0 && row++ >= 0)
			draw_socket(c, in, rest, row - 1, m, v, i);
	if (m->refused && row++ >= 0 && row <= in.rows)
		draw_refused(c, in, row - 1, m, v);
	int first = row, queued = count_queued(m);
	for (int i = most(-first, 0); i < queued && first + i < in.rows; i++)
		draw_queued(c, in, rest, first + i, m, v, (unsigned)i);
	row += queued;
	for (uint32_t i = 0; i < m->socket_count && row < in.rows; i++)
		if (is_shown(m, i) && m->sockets[i].name != 0 && row++ >= 0)
			draw_socket(c, in, rest, row - 1, m, v, i);
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
	place_border(c, at, v, PANE_KERNEL, NULL, view_say(v, "REAL", "НАСТОЯЩЕЕ"), ROLE_REAL);
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
