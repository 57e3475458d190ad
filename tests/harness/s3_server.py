"""An S3 server (moto) with one bucket, for stories. Prints its port as JSON and lives until its input is closed."""

import json
import logging
import sys

import boto3
from moto.server import ThreadedMotoServer

logging.getLogger("werkzeug").setLevel(logging.ERROR)
server = ThreadedMotoServer(ip_address="127.0.0.1", port=int(sys.argv[1]), verbose=False)
server.start()
host, port = server.get_host_and_port()
s3 = boto3.client("s3", endpoint_url=f"http://{host}:{port}", region_name="us-east-1", aws_access_key_id="cong", aws_secret_access_key="story-only")
s3.create_bucket(Bucket="cong")
print(json.dumps({"port": port}), flush=True)
for line in sys.stdin:
    if line.strip() == "list":
        pages = s3.get_paginator("list_objects_v2").paginate(Bucket="cong")
        keys = [one["Key"] for page in pages for one in page.get("Contents", [])]
        hidden = len(s3.list_multipart_uploads(Bucket="cong").get("Uploads", []))
        print(json.dumps({"keys": keys, "hidden": hidden}), flush=True)
server.stop()
