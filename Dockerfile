FROM python:3.13-slim AS build
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
RUN python -m venv /opt/bot
COPY requirements/run.txt /tmp/run.txt
RUN /opt/bot/bin/pip install --require-hashes -r /tmp/run.txt

FROM python:3.13-slim
# Charts name things in Japanese and Chinese.
RUN apt-get update && apt-get install -y --no-install-recommends fonts-noto-cjk && rm -rf /var/lib/apt/lists/* \
 && useradd --uid 10001 --create-home bot && install -d -o bot -g bot /knowledge
COPY --from=build /opt/bot /opt/bot
COPY --chown=bot:bot knowledge /knowledge
COPY bot /app/bot
WORKDIR /app
USER bot
ENV PATH=/opt/bot/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 KNOWLEDGE_DIR=/knowledge
VOLUME /knowledge
ENTRYPOINT ["python", "-m", "bot"]
CMD ["run"]
