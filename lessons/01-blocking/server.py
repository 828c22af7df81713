import socket

server_socket = socket.socket(socket.AF_INET, socket.SOCK_STREAM)  #: socket
server_socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  #: reuse
server_socket.bind(("localhost", 5000))  #: bind
server_socket.listen()  #: listen

while True:  #: serve
    print("Before accept()")  #: before_accept
    client_socket, address = server_socket.accept()  #: accept
    print("Connection from", address)  #: greet
    while True:  #: converse
        print("Before recv()")  #: before_recv
        request = client_socket.recv(4096)  #: recv
        if not request:  #: check
            break  #: leave
        response = b"Hello World\n"  #: answer
        client_socket.send(response)  #: send
    client_socket.close()  #: close
