/* What is left of a long line. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/text.h"
#include "view/shorten.h"

static void expect(const char *line, int columns, const char *wanted)
{
	struct bytes out = {0};
	bytes_add_text(&out, "before ");
	shorten_line(&out, line, columns, "…");
	assert_string_equal(out.data + 7, wanted);
	bytes_free(&out);
}

static const char call[] = "    ready, writable, _ = select(to_read, to_write, [])";

static void what_fits_is_whole(void **state)
{
	(void)state;
	expect(call, (int)sizeof call - 1, call);
	expect("", 0, "");
}

static void the_targets_go_before_the_arguments(void **state)
{
	(void)state;
	expect(call, 53, "    ready, … = select(to_read, to_write, [])");
	expect(call, 44, "    ready, … = select(to_read, to_write, [])");
	expect(call, 43, "    ready, … = select(…)");
	expect(call, 24, "    ready, … = select(…)");
}

static void the_call_is_left_at_the_end(void **state)
{
	(void)state;
	expect(call, 23, "    … = select(…)");
	expect(call, 3, "    … = select(…)");
	expect("request = client_socket.recv(4096)", 28, "… = client_socket.recv(4096)");
	expect("client, address = server.accept()", 32, "client, … = server.accept()");
	expect("client, address = server.accept()", 20, "… = server.accept()");
}

static void a_loop_over_a_call_keeps_it_too(void **state)
{
	(void)state;
	expect("  for key, _ in selector.select():", 33, "  for … in selector.select():");
	expect("for key, event in wait(selector):", 31, "for key, … in wait(selector):");
	expect("for key, event in wait(selector):", 22, "for key, … in wait(…):");
}

static void other_lines_stay_for_the_pane_to_cut(void **state)
{
	static const char *const lines[] = {
		"    print(\"Connection from\", address)",
		"tasks.append(to_read.pop(sock))",
		"response = b\"Hello World\\n\"",
		"print(\"a = \", f(x))",
		"for sock in ready_to_read:",
		"reuse = 1, (",
		"a = ) (",
		"while any([tasks, to_read, to_write]):",
	};
	(void)state;
	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
		expect(lines[i], 5, lines[i]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_fits_is_whole),
		cmocka_unit_test(the_targets_go_before_the_arguments),
		cmocka_unit_test(the_call_is_left_at_the_end),
		cmocka_unit_test(a_loop_over_a_call_keeps_it_too),
		cmocka_unit_test(other_lines_stay_for_the_pane_to_cut),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
