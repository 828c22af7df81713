/*
 * The device behind standard input and output. Nothing here knows what the bytes mean.
 */
#include "terminal/tty.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "base/fd.h"
#include "view/canvas.h"

enum { USUAL_ROWS = 24, USUAL_COLUMNS = 80, SHARED_PIECE = 64, NAME_SIZE = 256 };

/* Another open file of the same device: by its name, or as the controlling terminal. */
static int open_again(void)
{
	enum { FLAGS = O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC };
	char name[NAME_SIZE];
	if (ttyname_r(STDIN_FILENO, name, sizeof name) == 0) {
		int fd = open(name, FLAGS);
		if (fd >= 0)
			return fd;
	}
	return open("/dev/tty", FLAGS);
}

bool tty_open(struct tty *tty)
{
	*tty = (struct tty){.fd = STDIN_FILENO};
	if (tcgetattr(STDIN_FILENO, &tty->found) < 0)
		return false;
	int fd = fd_high(open_again());
	if (fd >= 0) {
		tty->fd = fd;
		tty->is_own = true;
	}
	return true;
}

void tty_close(struct tty *tty)
{
	if (tty->is_own)
		close(tty->fd);
	bytes_free(&tty->unsent);
	*tty = (struct tty){.fd = -1};
}

/* OPOST off, because curses counts on a line feed that only feeds. NOFLSH, or Ctrl-C would throw
 * away the half of a frame that is on its way. */
void tty_set_modes(struct tty *tty)
{
	struct termios modes = tty->found;
	modes.c_iflag &= ~(tcflag_t)(ICRNL | INLCR | IGNCR | ISTRIP);
	modes.c_oflag &= ~(tcflag_t)OPOST;
	modes.c_lflag &= ~(tcflag_t)(ICANON | ECHO | ECHONL | IEXTEN);
	modes.c_lflag |= ISIG | NOFLSH;
	modes.c_cc[VMIN] = 1;
	modes.c_cc[VTIME] = 0;
	tcsetattr(tty->fd, TCSANOW, &modes);
}

static int clamp(int size, int usual, int most)
{
	return size <= 0 ? usual : size > most ? most : size;
}

void tty_size(const struct tty *tty, int *rows, int *columns)
{
	struct winsize size = {0};
	ioctl(tty->fd, TIOCGWINSZ, &size);
	*rows = clamp(size.ws_row, USUAL_ROWS, CANVAS_ROWS);
	*columns = clamp(size.ws_col, USUAL_COLUMNS, CANVAS_COLUMNS);
}

static bool is_ready(const struct tty *tty, short events)
{
	return poll(&(struct pollfd){.fd = tty->fd, .events = events}, 1, 0) == 1;
}

size_t tty_read(struct tty *tty, char *bytes, size_t size)
{
	if (tty->is_gone || (!tty->is_own && !is_ready(tty, POLLIN)))
		return 0;
	ssize_t length = read(tty->fd, bytes, size);
	if (length > 0)
		return (size_t)length;
	/* No end of file here but the end of the terminal: Ctrl-D is a byte like any other. */
	if (length == 0 || (errno != EAGAIN && errno != EINTR))
		tty->is_gone = true;
	return 0;
}

void tty_write(struct tty *tty, const char *bytes, size_t length)
{
	if (length > 0 && !tty->is_gone)
		bytes_add(&tty->unsent, bytes, length);
	tty_flush(tty);
}

/* A file that is shared would wait when the terminal does not read; small pieces, each only when
 * there is room, make that unlikely. */
void tty_flush(struct tty *tty)
{
	size_t sent = 0;
	while (sent < tty->unsent.length && !tty->is_gone) {
		size_t piece = tty->unsent.length - sent;
		if (!tty->is_own) {
			if (!is_ready(tty, POLLOUT))
				break;
			piece = piece < SHARED_PIECE ? piece : SHARED_PIECE;
		}
		ssize_t written = write(tty->fd, tty->unsent.data + sent, piece);
		if (written > 0)
			sent += (size_t)written;
		else if (written < 0 && errno == EAGAIN)
			break;
		else if (written == 0 || errno != EINTR)
			tty->is_gone = true;
	}
	if (tty->is_gone)
		sent = tty->unsent.length;
	if (sent > 0) {
		memmove(tty->unsent.data, tty->unsent.data + sent, tty->unsent.length - sent);
		bytes_cut(&tty->unsent, tty->unsent.length - sent);
	}
}
