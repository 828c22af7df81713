/* The past on the screen is no present: its lines, its bar, its keys, and what comes meanwhile. */
#include "harness.h"

#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

static int connect_to(unsigned port)
{
	struct sockaddr_in address = {.sin_family = AF_INET,
	                              .sin_port = htons((uint16_t)port),
	                              .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	assert_int_equal(connect(fd, (struct sockaddr *)&address, sizeof address), 0);
	return fd;
}

static void what_comes_in_the_present_is_told_in_the_past(void **state)
{
	(void)state;
	struct term t;
	term_start(&t, NULL);
	term_expect(&t, "blocked in select()");
	int one = connect_to(term_port(&t));
	term_expect(&t, "1 of 128");
	term_type(&t, "r");
	term_expect(&t, "client1 fd ");
	term_type(&t, "uu");
	term_expect(&t, "PAST");
	assert_int_equal(write(one, "hi\n", 3), 3);
	term_expect(&t, "In the present:  client1 has sent 3 B.");
	int two = connect_to(term_port(&t));
	term_expect(&t, "client1 has sent 3 B, clients that have connected: 1.");
	close(one);
	term_expect(&t, "client1 has sent 3 B, client1 has left, and 1 more."); /* it fits a row */
	term_press(&t, VTERM_KEY_END);
	term_expect(&t, "This is now.");
	term_expect_gone(&t, "In the present:");
	close(two);
	term_end(&t);
}

static void the_bar_and_the_lines_of_the_past_differ_without_colour(void **state)
{
	(void)state;
	static const char *const variables[] = {"NO_COLOR=1", NULL};
	struct term t;
	VTermScreenCell live, past;
	term_start(&t, &(struct term_options){.variables = variables});
	term_expect(&t, "blocked in select()");
	assert_int_equal(term_find(&t, "5 Generators", &live), 0);
	term_expect(&t, "┌▸1 server.py ──");
	term_type(&t, "u");
	term_expect(&t, "→ later");
	assert_int_equal(term_find(&t, "5 Generators", &past), 0);
	assert_true(live.attrs.reverse && !past.attrs.reverse && past.attrs.underline);
	term_expect(&t, "┌▸1 server.py ╌╌");
	term_expect(&t, "→ later  ← earlier  End now");
	term_expect_gone(&t, "n over");
	term_press(&t, VTERM_KEY_END);
	term_expect(&t, "┌▸1 server.py ──");
	term_expect(&t, "n over");
	term_end(&t);
}

/* A9: whatever has been scrolled or found, these three show where the program is. */
static void end_escape_and_control_l_bring_the_current_line_back(void **state)
{
	(void)state;
	static const char *const back[] = {"\033[F", "\033", "\014"}; /* End, Esc, ^L */
	struct term t;
	term_start(&t, NULL);
	term_expect(&t, "▶36");
	for (int i = 0; i < 3; i++) {
		term_type(&t, "/import\r");
		term_expect(&t, "▼ line 36 below");
		term_expect_gone(&t, "▶36");
		term_type(&t, back[i]);
		term_expect(&t, "▶36");
		term_expect_gone(&t, "▼ line 36 below");
	}
	term_end(&t);
}

/* F5, A9 */
static void a_breakpoint_goes_where_the_cursor_is_seen(void **state)
{
	(void)state;
	struct term t;
	term_start(&t, NULL);
	term_expect(&t, "▶36");
	term_press(&t, VTERM_KEY_DOWN);
	term_expect(&t, "└ line 37 · each_reader ");
	term_type(&t, "j");
	term_expect(&t, "└ line 38 · wake_reader ");
	term_expect(&t, "▸ 38 ");
	term_type(&t, "b");
	term_expect(&t, "Breakpoint in line 38.");
	term_expect(&t, "▸ 38●");
	term_type(&t, "b");
	term_expect(&t, "No breakpoint in line 38 any more.");
	term_type(&t, "/import\rb");
	term_expect(&t, "Line 1 does not run");
	term_type(&t, "\033");
	term_expect(&t, "▶36");
	term_type(&t, "b");
	term_expect(&t, "Breakpoint in line 36.");
	term_end(&t);
}

/* D11 */
static void what_lies_over_the_screen_is_called_what_it_is(void **state)
{
	(void)state;
	struct term t;
	term_start(&t, NULL);
	term_expect(&t, "blocked in select()");
	term_type(&t, "w");
	term_expect(&t, "┌ words of this lesson ─");
	term_type(&t, "?");
	term_expect(&t, "┌ help ─");
	term_type(&t, "w");
	term_expect(&t, "┌ words of this lesson ─");
	term_type(&t, "w");
	term_expect_gone(&t, "┌ words of this lesson ─");
	term_type(&t, "t");
	term_expect(&t, "┌ try ─");
	term_end(&t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_comes_in_the_present_is_told_in_the_past),
		cmocka_unit_test(the_bar_and_the_lines_of_the_past_differ_without_colour),
		cmocka_unit_test(end_escape_and_control_l_bring_the_current_line_back),
		cmocka_unit_test(a_breakpoint_goes_where_the_cursor_is_seen),
		cmocka_unit_test(what_lies_over_the_screen_is_called_what_it_is),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
