import socket

client_socket = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
client_socket.connect(("localhost", 5000))
client_socket.send(b"hello\n")
response = client_socket.recv(4096)
print(response)
client_socket.shutdown(socket.SHUT_WR)
print(client_socket.recv(4096))
client_socket.close()
