/*
 * base/bytes and base/text: byte strings and the files they are read from; UTF-8, and widths against
 * the C library and against what CPython 3.11 answered. What touches standard input runs in a child.
 */
#include <errno.h>
#include <fcntl.h>
#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>
#include <wchar.h>

#include <cmocka.h>
#include <gnu/libc-version.h>

#include "base/bytes.h"
#include "base/die.h"
#include "base/fd.h"
#include "base/text.h"

#define LENGTH(array) (sizeof(array) / sizeof(array)[0]) /* the number of its elements */
#define S(literal) literal, sizeof(literal) - 1 /* S("ab") is "ab", 2 */

static void bytes_stay_terminated_while_they_grow(void **state)
{
	struct bytes bytes = {0};

	(void)state;
	assert_string_equal(bytes_text(&bytes), "");
	bytes_clear(&bytes);
	bytes_add(&bytes, NULL, 0);
	for (size_t i = 0; i < 5000; i++) {
		assert_int_equal(bytes.length, i);
		bytes_add_char(&bytes, i % 7 ? 'x' : '\0');
		assert_in_range(bytes.capacity, bytes.length + 1, SIZE_MAX);
		assert_int_equal(bytes.data[bytes.length], '\0');
	}
	bytes_clear(&bytes);
	assert_string_equal(bytes.data, "");
	bytes_free(&bytes);
	assert_null(bytes.data);
	assert_int_equal(bytes.length + bytes.capacity, 0);
}

static void formats_of_any_length_are_added_whole(void **state)
{
	(void)state;
	for (int width = 0; width < 300; width++) {
		struct bytes bytes = {0};

		bytes_add_text(&bytes, "ab");
		bytes_addf(&bytes, "%*s|%d", width, "", 42);
		assert_int_equal(bytes.length, (size_t)width + 5);
		assert_string_equal(bytes.data + bytes.length - 3, "|42");
		bytes_free(&bytes);
	}
}

/* Each test of files works in an empty folder of its own. */
static int enter_folder(void **state)
{
	char *folder = xstrdup("/tmp/asyncviz-unit-XXXXXX");

	*state = folder;
	return mkdtemp(folder) && chdir(folder) == 0 ? 0 : -1;
}

static int leave_folder(void **state)
{
	static const char *const names[] = {"file", "pipe", "socket", "link"};
	int left;

	for (size_t i = 0; i < LENGTH(names); i++)
		unlink(names[i]);
	left = chdir("/") == 0 ? rmdir(*state) : -1;
	free(*state);
	return left;
}

/* Makes "file" of that length; what is not in text is a hole. */
static void make_file(const char *text, size_t text_length, off_t length)
{
	int fd = open("file", O_WRONLY | O_CREAT | O_TRUNC, 0600);

	assert_true(fd >= 0);
	assert_true(fd_write_all(fd, text, text_length));
	assert_int_equal(ftruncate(fd, length), 0);
	close(fd);
}

static void files_up_to_the_cap_are_read_whole(void **state)
{
	struct bytes bytes = {0};
	const char *message = NULL;

	(void)state;
	bytes_add_text(&bytes, "before ");
	make_file(S("a\0b"), 3);
	assert_true(bytes_read_file(&bytes, "file", 3, &message));
	assert_int_equal(bytes.length, 10);
	assert_memory_equal(bytes.data, "before a\0b", 11);
	make_file("", 0, 0);
	assert_true(bytes_read_file(&bytes, "file", 0, &message));
	assert_int_equal(bytes.length, 10);
	make_file("", 0, 300000);
	assert_true(bytes_read_file(&bytes, "file", SIZE_MAX, &message));
	assert_int_equal(bytes.length, 300010);
	assert_null(message);
	bytes_free(&bytes);
}

static void check_refused(const char *path, const char *reason)
{
	struct bytes bytes = {0};
	const char *message = NULL;

	bytes_add_text(&bytes, "kept");
	assert_false(bytes_read_file(&bytes, path, 1000, &message));
	assert_string_equal(message, reason);
	assert_string_equal(bytes_text(&bytes), "kept");
	bytes_free(&bytes);
}

static void bad_files_are_refused_in_a_clause(void **state)
{
	struct sockaddr_un address = {.sun_family = AF_UNIX, .sun_path = "socket"};
	int fd = socket(AF_UNIX, SOCK_STREAM, 0);

	(void)state;
	check_refused("nothing-here", strerror(ENOENT));
	check_refused("", strerror(ENOENT));
	check_refused(".", strerror(EISDIR));
	check_refused("/dev/zero", "Not a regular file");
	assert_int_equal(mkfifo("pipe", 0600), 0);
	check_refused("pipe", "Not a regular file");
	assert_int_equal(bind(fd, (struct sockaddr *)&address, sizeof address), 0);
	check_refused("socket", strerror(ENXIO));
	assert_int_equal(symlink("link", "link"), 0);
	check_refused("link", strerror(ELOOP));
	make_file("", 0, 1001);
	check_refused("file", "Too big");
	make_file("", 0, (off_t)10 << 30);
	check_refused("file", "Too big");
	check_refused("file/below", strerror(ENOTDIR));
	if (geteuid() != 0) { /* root may read everything */
		assert_int_equal(chmod("file", 0), 0);
		check_refused("file", strerror(EACCES));
	}
	close(fd);
}

/* F15: the length that a file of /proc claims is 0, so only reading tells what it holds. */
static void the_cap_holds_where_the_length_lies(void **state)
{
	struct bytes bytes = {0};
	const char *message = NULL;

	(void)state;
	assert_true(bytes_read_file(&bytes, "/proc/self/status", 1 << 20, &message));
	assert_in_range(bytes.length, 100, 1 << 20);
	bytes_cut(&bytes, 4);
	assert_false(bytes_read_file(&bytes, "/proc/self/status", 10, &message));
	assert_string_equal(message, "Too big");
	assert_string_equal(bytes_text(&bytes), "Name");
	bytes_free(&bytes);
}

/* FNV-1a over '1' or '0' for each code point, surrogates left out, as CPython 3.11.7 answered. */
static void printable_is_what_python_says_of_every_code_point(void **state)
{
	uint64_t hash = 0xcbf29ce484222325;
	int count = 0;

	(void)state;
	for (uint32_t cp = 0; cp <= 0x10ffff; cp++) {
		bool printable = text_printable_in_python(cp);

		if (cp >= 0xd800 && cp <= 0xdfff) {
			assert_false(printable);
			continue;
		}
		count += printable;
		hash = (hash ^ (printable ? '1' : '0')) * 0x100000001b3;
	}
	assert_int_equal(count, 144516);
	assert_true(hash == 0xaa9f1dcf80f4f759);
}

/* Later C libraries know more characters and changed their mind about a few hundred. */
static void width_agrees_with_the_c_library(void **state)
{
	int compared = 0, differing = 0;

	(void)state;
	for (uint32_t cp = 0; cp <= 0x10ffff; cp++) {
		int width = wcwidth((wchar_t)cp);

		if (width < 0 || !text_printable(cp))
			continue;
		compared++;
		differing += width != text_width(cp);
	}
	assert_in_range(compared, 100000, 0x110000);
	assert_in_range(differing, 0, strcmp(gnu_get_libc_version(), "2.36") == 0 ? 0 : 600);
}

static void decoding_and_encoding_are_inverse(void **state)
{
	char out[TEXT_LONGEST];
	uint32_t back = 0;

	(void)state;
	for (uint32_t cp = 0; cp <= 0x110010; cp++) {
		size_t size = text_encode(out, cp);

		assert_int_equal(size == 0, cp > 0x10ffff || (cp >= 0xd800 && cp <= 0xdfff));
		if (size == 0)
			continue;
		assert_int_equal(text_decode(out, size, &back), size);
		assert_int_equal(back, cp);
		assert_int_equal(text_decode(out, size - 1, &back), 0);
	}
}

static void cutting_keeps_marks_and_wide_characters_whole(void **state)
{
	static const char text[] = "a\u0301\u0302日b";
	static const size_t bytes[] = {0, 5, 5, 8, 9, 9};

	(void)state;
	assert_int_equal(text_columns(S("a\u0301\u0302日b")), 4);
	assert_int_equal(text_columns(S("\xff\n")), 2);
	for (size_t columns = 0; columns < LENGTH(bytes); columns++)
		assert_int_equal(text_cut(text, sizeof text - 1, (int)columns), bytes[columns]);
	assert_int_equal(text_cut(S("abc"), -1), 0);
	assert_int_equal(text_cut(S(""), 10), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(bytes_stay_terminated_while_they_grow),
		cmocka_unit_test(formats_of_any_length_are_added_whole),
		cmocka_unit_test_setup_teardown(files_up_to_the_cap_are_read_whole, enter_folder,
	                                        leave_folder),
		cmocka_unit_test_setup_teardown(bad_files_are_refused_in_a_clause, enter_folder,
	                                        leave_folder),
		cmocka_unit_test(the_cap_holds_where_the_length_lies),
		cmocka_unit_test(printable_is_what_python_says_of_every_code_point),
		cmocka_unit_test(width_agrees_with_the_c_library),
		cmocka_unit_test(decoding_and_encoding_are_inverse),
		cmocka_unit_test(cutting_keeps_marks_and_wide_characters_whole),
	};

	if (!setlocale(LC_CTYPE, "C.UTF-8"))
		return EXIT_FAILURE;
	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
