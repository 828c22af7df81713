/* lesson/except: what an `except` line names, and which program of a lesson is the cure. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "lesson/except.h"
#include "lesson/lesson.h"

static void assert_names(const char *line, const char *expected)
{
	size_t length;
	const char *names = except_names(line, &length);
	assert_int_equal(length, strlen(expected));
	assert_memory_equal(names, expected, length);
}

static void an_except_line_has_names(void **state)
{
	(void)state;
	assert_names("        except StopIteration:", "StopIteration");
	assert_names("except OSError as error:", "OSError");
	assert_names("    except (ConnectionResetError, BrokenPipeError):",
	             "ConnectionResetError, BrokenPipeError");
	assert_names("    except (OSError) as error:", "OSError");
	assert_names("    except (OSError", "OSError"); /* half written */
	assert_names("    except:", "");
	assert_names("    exceptional = 1", "");
	assert_names("    print(\"except StopIteration:\")", "");
	assert_names("", "");
}

static void a_whole_name_is_caught_wherever_it_stands(void **state)
{
	(void)state;
	const char *two = "    except (ConnectionResetError, BrokenPipeError):";
	assert_true(except_catches(two, "ConnectionResetError"));
	assert_true(except_catches(two, "BrokenPipeError"));
	assert_true(except_catches("except (OSError,BrokenPipeError , ) as e:", "BrokenPipeError"));
	assert_true(except_catches("except StopIteration:", "StopIteration"));
	assert_false(except_catches(two, "PipeError"));
	assert_false(except_catches(two, "Connection"));
	assert_false(except_catches("except OSError as BrokenPipeError:", "BrokenPipeError"));
	assert_false(except_catches("print(\"BrokenPipeError\")", "BrokenPipeError"));
}

/* NULL: none. */
static const char *cure(struct lessons *all, const char *lesson, const char *program,
                        enum stage_error error)
{
	const struct lesson *l = lessons_find(all, lesson);
	const struct lesson_program *p = except_cure(l, lesson_program(l, program), error);
	return p ? p->name : NULL;
}

static void a_lesson_shows_where_to_catch_what_ended_its_program(void **state)
{
	(void)state;
	char *why = NULL;
	struct lessons *all = lessons_open("lessons", ENGLISH, &why);
	assert_non_null(all);
	for (const char *lesson = "235"; *lesson; lesson++) {
		const char number[] = {*lesson, '\0'};
		assert_string_equal(cure(all, number, NULL, ERROR_CONNECTION_RESET),
		                    "survives-reset");
		assert_string_equal(cure(all, number, NULL, ERROR_BROKEN_PIPE), "survives-reset");
		assert_null(cure(all, number, "survives-reset", ERROR_CONNECTION_RESET));
		assert_null(cure(all, number, NULL, ERROR_VALUE));
		assert_null(cure(all, number, NULL, ERROR_NONE));
	}
	assert_null(cure(all, "1", NULL, ERROR_CONNECTION_RESET));
	/* To catch it would hide what is wrong there, and the thing to try says so. */
	assert_null(cure(all, "2", "ignores-eof", ERROR_BROKEN_PIPE));
	assert_string_equal(cure(all, "2", "ignores-eof", ERROR_CONNECTION_RESET),
	                    "survives-reset");
	lessons_close(all);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_except_line_has_names),
		cmocka_unit_test(a_whole_name_is_caught_wherever_it_stands),
		cmocka_unit_test(a_lesson_shows_where_to_catch_what_ended_its_program),
	};
	return cmocka_run_group_tests_name("except", tests, NULL, NULL);
}
