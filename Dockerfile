# The production image: one image for the site, the worker and the clock (compose.yaml). Settings come from the
# environment (docs/operations.md); nothing secret is in it.
FROM python:3.11-slim-bookworm AS packages
ENV PIP_DISABLE_PIP_VERSION_CHECK=1
COPY requirements.txt /srv/requirements.txt
RUN python -m venv /srv/venv
RUN /srv/venv/bin/python -m pip install --no-cache-dir --require-hashes -r /srv/requirements.txt

FROM python:3.11-slim-bookworm
ENV PATH=/srv/venv/bin:$PATH PYTHONUNBUFFERED=1 DJANGO_SETTINGS_MODULE=marketplace.settings.production
ENV ZHULIN_STATE_ROOT=/srv/state ZHULIN_MEDIA_ROOT=/srv/media NUMBA_CACHE_DIR=/srv/state/numba
RUN useradd --system --no-create-home --home-dir /srv/state zhulin
RUN mkdir -p /srv/state /srv/media && chown zhulin /srv/state /srv/media
COPY --from=packages /srv/venv /srv/venv
WORKDIR /srv/zhulin
COPY manage.py ./
COPY marketplace ./marketplace
COPY matching ./matching
COPY donations ./donations
COPY cms ./cms
USER zhulin
# Collecting needs settings that start without secrets; the names of the files are those of production.
RUN DJANGO_SETTINGS_MODULE=marketplace.settings.base python manage.py collectstatic --noinput
VOLUME /srv/media
EXPOSE 8000
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s CMD ["python", "-c", "import http.client; c = http.client.HTTPConnection('127.0.0.1', 8000, timeout=4); c.request('GET', '/healthz', headers={'X-Forwarded-Proto': 'https'}); raise SystemExit(c.getresponse().status >= 500)"]
CMD ["granian", "--interface", "wsgi", "--host", "0.0.0.0", "--port", "8000", "--workers", "2", "marketplace.wsgi:application"]
