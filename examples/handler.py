"""A policy behind HTTP: facts in, decision out. Needs `starlette`; run it with `uvicorn handler:app`."""

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

import ipdsl

policy = ipdsl.load("shaoguan_2021")


async def decide(request: Request) -> Response:
    """The decision on the facts of the body, or what is wrong with them."""
    try:
        return JSONResponse(ipdsl.to_json(policy.evaluate(await request.body())))
    except ipdsl.FactsError as error:
        return JSONResponse(error.to_json(), status_code=422)


app = Starlette(routes=[Route("/decide", decide, methods=["POST"])])

if __name__ == "__main__":
    print(f"{policy.document}: uvicorn handler:app")
