# One image for web, worker and beat. Runs as a user without rights; holds no secret.
FROM python:3.13-slim-bookworm AS packages
ENV UV_PYTHON_DOWNLOADS=never UV_LINK_MODE=copy
RUN pip install --no-cache-dir uv==0.13.9
COPY requirements/base.txt /requirements.txt
RUN uv venv /venv && uv pip sync --require-hashes --compile-bytecode --python /venv/bin/python /requirements.txt

FROM python:3.13-slim-bookworm
RUN apt-get update \
    && apt-get install -y --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --home-dir /app praktijkleren
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1
COPY --from=packages /venv /venv
WORKDIR /app
COPY . .
# Static files are collected once, here; the secrets of this line exist nowhere else.
RUN SECRET_KEY=alleen-om-te-bouwen LINK_PEPPER=alleen-om-te-verzamelen ALLOWED_HOSTS=localhost SITE_URL=https://localhost \
    python manage.py collectstatic --noinput \
    && mkdir -p var/bestanden var/sleutels var/beat && chown -R praktijkleren var
USER praktijkleren
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s CMD ["python", "script/healthy.py"]
CMD ["gunicorn", "praktijkleren.wsgi:application", "--bind", "0.0.0.0:8000", "--workers", "3", "--threads", "4", \
     "--preload", "--no-control-socket", "--worker-tmp-dir", "/dev/shm"]
