from tests.scheduling.sources.conftest import publisher  # noqa: F401 - a fixture
