package com.everyoneslecture.lecture;

/** The rule for names in the read model: text that PostgreSQL can store, of at most {@value #MAX_LENGTH} characters. */
final class CategoryName {

    /** In code points, as PostgreSQL counts. */
    static final int MAX_LENGTH = 255;

    private CategoryName() {}

    static void require(String name) throws PoisonRecordException {
        if (name.length() > MAX_LENGTH && name.codePointCount(0, name.length()) > MAX_LENGTH) {
            throw new PoisonRecordException(
                    PoisonReason.BAD_NAME, "categoryName is longer than " + MAX_LENGTH + " characters");
        }
        for (int i = 0; i < name.length(); i++) {
            char unit = name.charAt(i);
            if (unit == 0) {
                throw new PoisonRecordException(PoisonReason.BAD_NAME, "categoryName has a NUL character");
            }
            if (Character.isSurrogate(unit)) {
                // Skip the second half of the pair; a lone surrogate is no character and would be stored as a "?".
                if (!Character.isHighSurrogate(unit)
                        || i + 1 == name.length()
                        || !Character.isLowSurrogate(name.charAt(++i))) {
                    throw new PoisonRecordException(PoisonReason.BAD_NAME, "categoryName has an unpaired surrogate");
                }
            }
        }
    }
}
