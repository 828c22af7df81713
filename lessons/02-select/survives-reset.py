import socket
from select import select

to_monitor = []  #: to_monitor

server_socket = socket.socket(socket.AF_INET, socket.SOCK_STREAM)  #: socket
server_socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  #: reuse
server_socket.bind(("localhost", 5000))  #: bind
server_socket.listen()  #: listen


def accept_connection(server_socket):
    client_socket, address = server_socket.accept()  #: accept
    print("Connection from", address)  #: greet
    to_monitor.append(client_socket)  #: monitor


def send_message(client_socket):
    try:  #: guard
        request = client_socket.recv(4096)  #: recv
        if request:  #: check
            response = b"Hello World\n"  #: answer
            client_socket.send(response)  #: send
            return  #: back
    except (ConnectionResetError, BrokenPipeError):  #: lost
        print("Connection lost")  #: report
    to_monitor.remove(client_socket)  #: forget
    client_socket.close()  #: close


def event_loop():
    while True:  #: loop
        ready_to_read, _, _ = select(to_monitor, [], [])  #: select
        for sock in ready_to_read:  #: each_ready
            if sock is server_socket:  #: which
                accept_connection(sock)  #: call_accept
            else:
                send_message(sock)  #: call_send


to_monitor.append(server_socket)  #: monitor_server
event_loop()  #: start
