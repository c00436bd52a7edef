package com.everyoneslecture.category;

import jakarta.persistence.LockModeType;
import java.util.Optional;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.Pageable;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.repository.Repository;

/**
 * The stored categories. It has no bulk changes on purpose: they bypass the entities, so they would append no events.
 */
interface LectureCategories extends Repository<LectureCategory, Long> {

    LectureCategory save(LectureCategory category);

    void delete(LectureCategory category);

    /** Sends changes and their events to the database now instead of at the commit. */
    void flush();

    Optional<LectureCategory> findById(long categoryId);

    /** Waits for the lock of another transaction, reads its committed row, and keeps the lock until this transaction ends. */
    @Lock(LockModeType.PESSIMISTIC_WRITE)
    Optional<LectureCategory> findLockedByCategoryId(long categoryId);

    Page<LectureCategory> findAll(Pageable page);
}
