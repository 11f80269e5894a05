"""`frontline-pulse import-answers`: answers collected elsewhere become closed waves."""

from pathlib import Path

import click

from survey_service.commands.service import service


@click.command("import-answers")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--mapping",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    required=True,
    help="What each column is, as TOML.",
)
@click.option("--yes", is_flag=True, help="Import without asking, after the preview.")
@click.pass_obj
def import_answers(data: Path, file: Path, mapping: Path, yes: bool) -> None:
    """Import answers collected elsewhere as closed waves.

    Each wave is analysed. The mapping says what each column is; see
    `docs/import-answers.md`. All rows go in, or none: errors are listed by row and column.
    """
    from survey_service import db, jobs, safekeeping
    from survey_service.clock import now
    from survey_service.operations import answer_imports

    plan = answer_imports.read_mapping(mapping.read_bytes())
    preview = answer_imports.preview_answers(plan, file.read_bytes())
    for line in preview.lines():
        click.echo(line)
    if preview.errors:
        raise click.ClickException("Nothing was imported. Mend the rows above, or the mapping, and try again.")
    if not yes:
        click.confirm("Import these waves?", abort=True)
    with service(data):
        session = db.session()
        waves = answer_imports.import_answers(session, preview, safekeeping.key_folder(), now=now())
        session.commit()
        with click.progressbar(waves, label="Analysing", item_show_func=lambda wave: wave.name if wave else "") as bar:
            for wave in bar:
                jobs.analyse_now(wave.id, now=now())
        for wave in waves:
            click.echo(f"{wave.name}: report stored. `frontline-pulse export {wave.id}` writes it to a file.")
