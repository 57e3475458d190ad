//! Simple limits of a request, declared on its struct (`validator`), told as the reasons of one 422.

use validator::{Validate, ValidationError, ValidationErrors, ValidationErrorsKind};

use super::problem::{FieldError, Problem};

/// Refuses a request that breaks its declared limits, naming all of them at once.
pub fn check(request: &impl Validate) -> Result<(), Problem> {
    let Err(errors) = request.validate() else {
        return Ok(());
    };
    let mut told = vec![];
    collect(&errors, "", &mut told);
    told.sort_by(|a, b| a.pointer.cmp(&b.pointer));
    Err(Problem::invalid(told))
}

fn collect(errors: &ValidationErrors, under: &str, told: &mut Vec<FieldError>) {
    for (field, kind) in errors.errors() {
        let pointer = format!("{under}/{field}");
        match kind {
            ValidationErrorsKind::Field(found) => told.extend(found.iter().map(|e| tell(&pointer, e))),
            ValidationErrorsKind::Struct(inner) => collect(inner, &pointer, told),
            ValidationErrorsKind::List(items) => {
                for (index, inner) in items {
                    collect(inner, &format!("{pointer}/{index}"), told);
                }
            }
        }
    }
}

fn tell(pointer: &str, error: &ValidationError) -> FieldError {
    let limit = |name: &str| error.params.get(name).and_then(serde_json::Value::as_u64);
    match (limit("min"), limit("max")) {
        (Some(min), Some(max)) => FieldError::new(
            pointer,
            "length",
            format!("Phải dài từ {min} đến {max} ký tự."),
            format!("Must be {min} to {max} characters long."),
        ),
        (None, Some(max)) => FieldError::new(pointer, "too_long", format!("Tối đa {max} ký tự."), format!("At most {max} characters.")),
        _ => FieldError::new(pointer, error.code.clone(), "Chưa hợp lệ.", "Not valid."),
    }
}
