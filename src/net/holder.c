/* A port's holder, by the kernel's list of listeners and then by /proc: proc_pid_stat(5) and
 * proc_pid_cmdline(5). What cannot be read is left empty. */
#include "net/holder.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "net/kernel.h"

/* Reads /proc/PID/NAME as far as it fits; the text is ended by a NUL. */
static size_t read_file(pid_t pid, const char *name, char *text, size_t size)
{
	char path[64];
	snprintf(path, sizeof path, "/proc/%d/%s", (int)pid, name);
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	ssize_t length = fd < 0 ? 0 : read(fd, text, size - 1);
	if (fd >= 0)
		close(fd);
	text[length > 0 ? length : 0] = '\0';
	return length > 0 ? (size_t)length : 0;
}

/* "1702 (a name) T ...": a name may hold brackets and blanks, what follows it does not. */
static bool is_stopped(pid_t pid)
{
	char text[256];
	read_file(pid, "stat", text, sizeof text);
	const char *name_end = strrchr(text, ')');
	return name_end && (!strncmp(name_end, ") T", 3) || !strncmp(name_end, ") t", 3));
}

bool net_find_holder(struct in_addr address, uint16_t port, struct holder *out)
{
	uint32_t inode = kernel_listening_inode(address, htons(port));
	*out = (struct holder){0};
	if (!inode || !process_find(inode, HOLDER_PATIENCE, &out->process))
		return false;
	out->is_stopped = is_stopped(out->process.pid);
	read_file(out->process.pid, "cmdline", out->arguments, sizeof out->arguments - 1);
	return true;
}
