"""What the model is and what it rests on; and the page of this API."""

from fastapi import APIRouter, Request, Response

from marketsim.server import about as page
from marketsim.server import manual
from marketsim.server.asking import house, sent

api = APIRouter(tags=["about"])


@api.get("/about")
def about(request: Request):
    """Version, assumptions, sources, limits of use, and published figures beside the model's own."""
    return sent(page.about(house(request)))


@api.get("/docs", include_in_schema=False)
def docs(request: Request):
    """This API as a page."""
    return Response(manual.page(request.app.openapi()), media_type="text/html; charset=utf-8")


@api.get("/docs.css", include_in_schema=False)
def looks():
    return Response(manual.LOOKS, media_type="text/css; charset=utf-8")
