package com.everyoneslecture.category;

import jakarta.persistence.LockModeType;
import java.util.Optional;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.Pageable;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.repository.Repository;

/**
 * The stored categories. It offers no bulk changes on purpose: those bypass the entities, so they would append no events.
 */
interface LectureCategories extends Repository<LectureCategory, Long> {

    LectureCategory save(LectureCategory category);

    void delete(LectureCategory category);

    /** Sends what has changed, with its events, to the database now instead of at the commit. */
    void flush();

    Optional<LectureCategory> findById(long categoryId);

    /** Waits for whoever is changing it, sees what they committed, and makes others wait until this transaction ends. */
    @Lock(LockModeType.PESSIMISTIC_WRITE)
    Optional<LectureCategory> findLockedByCategoryId(long categoryId);

    Page<LectureCategory> findAll(Pageable page);
}
