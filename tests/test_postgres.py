"""The test suite's own PostgreSQL."""

from sqlalchemy import create_engine, inspect, text

from tests.postgres import create_database, drop_database, fresh_database


def test_a_fresh_database_has_the_tables_and_nobody_elses_rows() -> None:
    with fresh_database() as first, fresh_database() as second:
        one, other = create_engine(first), create_engine(second)
        with one.begin() as connection:
            connection.execute(text("CREATE TABLE mine (id integer)"))
        assert "wave" in inspect(one).get_table_names()
        assert "mine" not in inspect(other).get_table_names()
        one.dispose()
        other.dispose()


def test_a_copy_holds_what_its_template_holds() -> None:
    template = create_database()
    engine = create_engine(template)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE kept AS SELECT 7 AS number"))
    engine.dispose()

    copy = create_engine(create_database(template))

    with copy.connect() as connection:
        assert connection.scalar(text("SELECT number FROM kept")) == 7
    copy.dispose()
    drop_database(template)
