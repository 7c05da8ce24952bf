"""Documents of an application: added, read, removed and put back."""

import uuid

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from mentorhub.core import audit, clock, db, files
from mentorhub.core.actor import Actor, NotFound
from mentorhub.core.tables import StoredFile
from mentorhub.internships.rules.applications import UNDO_FOR
from mentorhub.internships.service.applications.scope import own_application, read_application
from mentorhub.internships.service.applications.values import ApplicationRefused, Document
from mentorhub.internships.tables import Application, ApplicationDocument

MOST = 20
"""How many documents one application holds."""
LONGEST_TITLE = 120


async def add_document(
    actor: Actor, application_id: uuid.UUID, title: str, name: str, content: bytes
) -> uuid.UUID:
    """Keep a file with the mentee's application and return the document's id.

    Raises:
        NotFound: not an application of the actor.
        FileRefused: the file is not taken.
        ApplicationRefused: the application holds ``MOST`` documents.
    """
    async with db.reading() as session:
        await read_application(session, actor, application_id)
    looked_into = await files.examine(name, content)
    async with db.transaction() as session:
        await own_application(session, actor, application_id)
        file = await files.keep_examined(session, actor, looked_into)
        return await attach(session, actor, application_id, file, title or file.name)


async def attach(
    session: AsyncSession, actor: Actor, application_id: uuid.UUID, file: StoredFile, title: str
) -> uuid.UUID:
    """Add a stored file to the mentee's own application, in the caller's transaction.

    The file is the application's from now on, and goes with it: hand over one that nothing else keeps.

    Raises:
        NotFound: not an application of the actor.
        ApplicationRefused: the application holds ``MOST`` documents.
    """
    application = await own_application(session, actor, application_id)
    await _forget_removed(session, application)
    if len(await documents_of(session, application.id)) >= MOST:
        raise ApplicationRefused("documents")
    document = ApplicationDocument(
        school_id=application.school_id,
        application_id=application.id,
        file_id=file.id,
        title=title.strip()[:LONGEST_TITLE],
        created_at=clock.now(),
    )
    session.add(document)
    audit.record(session, actor, "application.document_added", application.id)
    return document.id


async def documents_of(session: AsyncSession, application_id: uuid.UUID) -> tuple[Document, ...]:
    """Return the documents of an application that were not removed, the newest first."""
    found = await session.exec(
        select(ApplicationDocument, StoredFile)
        .join(StoredFile, col(StoredFile.id) == ApplicationDocument.file_id)
        .where(
            ApplicationDocument.application_id == application_id,
            col(ApplicationDocument.removed_at).is_(None),
        )
        .order_by(col(ApplicationDocument.created_at).desc(), col(ApplicationDocument.id))
    )
    return tuple(Document(row.id, row.title, file.name, file.size, row.created_at) for row, file in found)


async def document_content(actor: Actor, document_id: uuid.UUID) -> tuple[StoredFile, bytes]:
    """Return a document's file and its bytes, for the mentee and the own mentor.

    Raises:
        NotFound: no such document, or not for this actor.
        StoreFault: the store does not answer.
    """
    async with db.reading() as session:
        document = await session.get(ApplicationDocument, document_id)
        if document is None or document.removed_at is not None:
            raise NotFound
        await read_application(session, actor, document.application_id)
        file = await session.get_one(StoredFile, document.file_id)
    return file, await files.content_of(file)


async def remove_document(actor: Actor, document_id: uuid.UUID) -> None:
    """Remove a document of the mentee's own application; it can be put back for a day.

    Raises:
        NotFound: no such document of the actor.
    """
    async with db.transaction() as session:
        document, application = await _own_document(session, actor, document_id)
        if document.removed_at is None:
            document.removed_at = clock.now()
            audit.record(session, actor, "application.document_removed", application.id)
        await _forget_removed(session, application)


async def put_document_back(actor: Actor, document_id: uuid.UUID) -> None:
    """Put back a document that the mentee removed within a day.

    Raises:
        NotFound: no such document of the actor, or it is gone.
    """
    async with db.transaction() as session:
        document, application = await _own_document(session, actor, document_id)
        if document.removed_at is None:
            return
        if clock.now() - document.removed_at > UNDO_FOR:
            raise NotFound
        document.removed_at = None
        audit.record(session, actor, "application.document_put_back", application.id)


async def _own_document(
    session: AsyncSession, actor: Actor, document_id: uuid.UUID
) -> tuple[ApplicationDocument, Application]:
    document = await session.get(ApplicationDocument, document_id)
    if document is None:
        raise NotFound
    application = await own_application(session, actor, document.application_id)
    await session.refresh(document)
    return document, application


async def _forget_removed(session: AsyncSession, application: Application) -> None:
    """Forget for good what was removed more than a day ago."""
    found = await session.exec(
        select(ApplicationDocument, StoredFile)
        .join(StoredFile, col(StoredFile.id) == ApplicationDocument.file_id)
        .where(
            ApplicationDocument.application_id == application.id,
            col(ApplicationDocument.removed_at) < clock.now() - UNDO_FOR,
        )
    )
    for document, file in found.all():
        await session.delete(document)
        await session.flush()
        await files.forget(session, file)
