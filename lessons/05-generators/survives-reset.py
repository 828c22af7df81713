import socket
from select import select

tasks = []  #: tasks
to_read = {}  #: to_read
to_write = {}  #: to_write


def server():
    server_socket = socket.socket(socket.AF_INET, socket.SOCK_STREAM)  #: socket
    server_socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  #: reuse
    server_socket.bind(("localhost", 5000))  #: bind
    server_socket.listen()  #: listen
    while True:  #: serve
        yield "read", server_socket  #: want_accept
        client_socket, address = server_socket.accept()  #: accept
        print("Connection from", address)  #: greet
        tasks.append(client(client_socket))  #: spawn


def client(client_socket):
    try:  #: guard
        while True:  #: converse
            yield "read", client_socket  #: want_recv
            request = client_socket.recv(4096)  #: recv
            if not request:  #: check
                break  #: leave
            response = b"Hello World\n"  #: answer
            yield "write", client_socket  #: want_send
            client_socket.send(response)  #: send
    except (ConnectionResetError, BrokenPipeError):  #: lost
        print("Connection lost")  #: report
    client_socket.close()  #: close


def event_loop():
    while any([tasks, to_read, to_write]):  #: loop
        while not tasks:  #: until_ready
            ready_to_read, ready_to_write, _ = select(to_read, to_write, [])  #: select
            for sock in ready_to_read:  #: each_reader
                tasks.append(to_read.pop(sock))  #: wake_reader
            for sock in ready_to_write:  #: each_writer
                tasks.append(to_write.pop(sock))  #: wake_writer
        try:  #: attempt
            task = tasks.pop(0)  #: take
            reason, sock = next(task)  #: resume
            if reason == "read":  #: if_read
                to_read[sock] = task  #: park_reader
            if reason == "write":  #: if_write
                to_write[sock] = task  #: park_writer
        except StopIteration:  #: finished
            print("Done")  #: done


tasks.append(server())  #: first_task
event_loop()  #: start
