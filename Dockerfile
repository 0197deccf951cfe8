# One image for every process of Sijill; which one it becomes is its first word: serve, worker, dispatch,
# migrate, or `up --demo` for all of them on embedded parts. docs/operations.md says how to build and run it.
ARG BASE=debian:bookworm-slim

FROM ${BASE} AS packages
RUN apt-get -q update \
    && apt-get -q install -y --no-install-recommends ca-certificates python3 python3-venv libgl1 libglib2.0-0 \
    && rm -rf /var/lib/apt/lists/*
# A network that inspects TLS mounts its own authority under /usr/local/share/ca-certificates while building.
ENV PIP_CERT=/etc/ssl/certs/ca-certificates.crt UV_SYSTEM_CERTS=true
COPY locks/uv.txt locks/run.txt /locks/
RUN python3 -m venv /opt/sijill \
    && /opt/sijill/bin/pip install -q --no-cache-dir --disable-pip-version-check --require-hashes -r /locks/uv.txt \
    && /opt/sijill/bin/uv pip install -q --no-cache --compile-bytecode --require-hashes \
        --python /opt/sijill/bin/python -r /locks/run.txt \
    && /opt/sijill/bin/pip uninstall -q -y uv setuptools pip
# OpenCV is linked with libGL for windows it never opens. The libraries themselves are enough: as packages they
# would bring graphics drivers of 200 MB along.
RUN mkdir /opt/sijill/linked \
    && for library in /opt/sijill/lib/python3*/site-packages/cv2/*.so; do ldd "$library"; done \
        | sed -n 's#.* => \(/\(usr/\)\?lib/[^ ]*\) .*#\1#p' | sort -u \
        | grep -Ev '/(libc|libm|libdl|libpthread|librt|libstdc\+\+|libgcc_s|libz)\.so' \
        | xargs -r cp -L -t /opt/sijill/linked
COPY . /srv/sijill
RUN /opt/sijill/bin/python -m compileall -q /srv/sijill

FROM ${BASE}
RUN apt-get -q update \
    && apt-get -q install -y --no-install-recommends python3 libstdc++6 postgresql-client \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --uid 10001 --user-group --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin sijill \
    && install -d -m 0700 -o sijill -g sijill /var/lib/sijill
COPY --from=packages /opt/sijill /opt/sijill
COPY --from=packages /srv/sijill /srv/sijill
RUN echo /opt/sijill/linked > /etc/ld.so.conf.d/sijill.conf \
    && ldconfig \
    && /opt/sijill/bin/python -c 'import cv2'
ENV PATH=/opt/sijill/bin:/usr/bin:/bin \
    PYTHONPATH=/srv/sijill \
    PYTHONSAFEPATH=1 \
    PYTHONUTF8=1 \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    ORT_DISABLE_TELEMETRY=1 \
    SIJILL_DATA=/var/lib/sijill \
    SIJILL_HOST=0.0.0.0
WORKDIR /srv/sijill
USER 10001:10001
VOLUME /var/lib/sijill
EXPOSE 8000
HEALTHCHECK --interval=15s --timeout=5s --start-period=90s --retries=4 \
    CMD ["python", "-m", "cli.up.healthcheck"]
ENTRYPOINT ["python", "-m", "cli.main"]
CMD ["serve"]
