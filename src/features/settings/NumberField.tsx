/** A number within bounds. What is typed counts when the field is left or Enter is pressed. */
import { fieldsOf } from '../../kernel/operations/input';
import type { Operation } from '../../kernel/operations/operation';

interface NumberFieldProps {
  label: string;
  value: number;
  /** The operation that sets it, whose first input has the bounds. */
  setBy: Operation;
  unit: string;
  onChange: (value: number) => void;
}

export function NumberField(props: NumberFieldProps) {
  const schema = () => fieldsOf(props.setBy.input)[0]?.schema ?? {};
  const min = () => schema().minimum ?? 0;
  const max = () => schema().maximum ?? Number.MAX_SAFE_INTEGER;
  const commit = (field: HTMLInputElement) => {
    const typed = field.valueAsNumber;
    const value = Number.isNaN(typed) ? props.value : Math.min(max(), Math.max(min(), Math.round(typed)));
    field.value = String(value);
    if (value !== props.value) props.onChange(value);
  };
  return (
    <label class="number-field">
      <span class="unseen">{props.label}</span>
      <input
        type="number"
        class="number"
        min={min()}
        max={max()}
        value={props.value}
        onChange={(event) => commit(event.currentTarget)}
      />
      <span class="dim">{props.unit}</span>
    </label>
  );
}
