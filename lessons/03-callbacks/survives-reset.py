import selectors
import socket

selector = selectors.DefaultSelector()  #: selector


def server():
    server_socket = socket.socket(socket.AF_INET, socket.SOCK_STREAM)  #: socket
    server_socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  #: reuse
    server_socket.bind(("localhost", 5000))  #: bind
    server_socket.listen()  #: listen
    selector.register(server_socket, selectors.EVENT_READ, accept_connection)  #: watch_server


def accept_connection(server_socket):
    client_socket, address = server_socket.accept()  #: accept
    print("Connection from", address)  #: greet
    selector.register(client_socket, selectors.EVENT_READ, send_message)  #: watch_client


def send_message(client_socket):
    try:  #: guard
        request = client_socket.recv(4096)  #: recv
        if request:  #: check
            response = b"Hello World\n"  #: answer
            client_socket.send(response)  #: send
            return  #: back
    except (ConnectionResetError, BrokenPipeError):  #: lost
        print("Connection lost")  #: report
    selector.unregister(client_socket)  #: unwatch
    client_socket.close()  #: close


def event_loop():
    while True:  #: loop
        for key, _ in selector.select():  #: each_event
            callback = key.data  #: pick
            callback(key.fileobj)  #: call


server()  #: set_up
event_loop()  #: start
