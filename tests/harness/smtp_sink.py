"""A real SMTP server that keeps what it is given: prints its port, then one JSON line for each letter.

How it answers is in the address: `busy2@…` is put off twice (451), `gone@…` is refused for good (550).
"""

import asyncio
import base64
import json
import re
import sys

from aiosmtpd.smtp import SMTP

put_off = {}


class Sink:
    async def handle_RCPT(self, server, session, envelope, address, options):
        busy = re.match(r"busy(\d+)@", address)
        if address.startswith("gone@"):
            return "550 no such mailbox"
        if busy and put_off.setdefault(address, 0) < int(busy.group(1)):
            put_off[address] += 1
            return "451 come back later"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        letter = {"from": envelope.mail_from, "to": envelope.rcpt_tos, "data": base64.b64encode(envelope.content).decode()}
        print(json.dumps(letter), flush=True)
        return "250 kept"


async def main():
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: SMTP(Sink(), enable_SMTPUTF8=True), "127.0.0.1", int(sys.argv[1]))
    print(json.dumps({"port": server.sockets[0].getsockname()[1]}), flush=True)
    # Ends with the test process: its end of the pipe closes.
    await loop.run_in_executor(None, sys.stdin.read)


asyncio.run(main())
