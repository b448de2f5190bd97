/* raw PORT FILE: sends the bytes of a file to a port of this machine, reads one reply, prints its body.
 * As little as a client can do: what every other one is held against. */
#include <arpa/inet.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static char request[65536], reply[65536];

int main(int argc, char **argv)
{
    if (argc != 3)
        return 2;
    int file = open(argv[2], O_RDONLY);
    ssize_t length = read(file, request, sizeof request);
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(atoi(argv[1]))};
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    int connection = socket(AF_INET, SOCK_STREAM, 0);
    if (length <= 0 || connect(connection, (struct sockaddr *)&address, sizeof address))
        return 1;
    if (send(connection, request, length, 0) != length)
        return 1;
    ssize_t have = 0, got;
    char *body;
    while (!(body = strstr(reply, "\r\n\r\n")) || reply + have < body + 4 + 2) {
        if ((got = recv(connection, reply + have, sizeof reply - 1 - have, 0)) <= 0)
            return 1;
        have += got;
    }
    return write(1, body + 4, reply + have - body - 4) < 0;
}
